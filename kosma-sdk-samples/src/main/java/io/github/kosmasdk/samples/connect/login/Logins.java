package io.github.kosmasdk.samples.connect.login;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.account.AccountsRequest;
import io.github.kosmasdk.auth.AuthStep;
import io.github.kosmasdk.auth.form.FormAnswer;
import io.github.kosmasdk.consent.ConsentOrigin;
import io.github.kosmasdk.consent.ConsentVault;
import io.github.kosmasdk.error.ErrorCategory;
import io.github.kosmasdk.error.KosmaConflictException;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaNotFoundException;
import io.github.kosmasdk.error.ServiceError;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.payment.PaymentHandle;
import io.github.kosmasdk.payment.PaymentResult;
import io.github.kosmasdk.payment.TransferRequest;
import io.github.kosmasdk.payment.TransferResult;
import io.github.kosmasdk.samples.connect.login.Login.End;
import io.github.kosmasdk.session.BankChoice;
import io.github.kosmasdk.session.ConsentScope;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Logins from their start to their end. The service says where a login stands, so a page can be loaded anew at any time. */
@Service
public class Logins {

    /** How many days a bank is connected. */
    public static final int CONSENT_DAYS = 90;

    private static final Logger LOG = LoggerFactory.getLogger(Logins.class);
    private static final Duration START_PATIENCE = Duration.ofSeconds(3);
    private static final Duration OUTCOME_PATIENCE = Duration.ofSeconds(20);

    private final KosmaClient kosma;
    private final ConsentVault vault;
    private final Duration consumerPatience;

    Logins(
            KosmaClient kosma,
            ConsentVault vault,
            @Value("${bank-connect.consumer-patience}") Duration consumerPatience) {
        this.kosma = kosma;
        this.vault = vault;
        this.consumerPatience = consumerPatience;
    }

    /**
     * Begins to connect a bank.
     *
     * @param psu the consumer
     * @param bank the bank
     * @param way how the consumer will log in
     * @param returnUrl where the bank's own pages send the consumer back to, by the login's id
     * @return the login
     */
    public Login connect(Psu psu, BankChoice bank, Way way, Function<String, URI> returnUrl) {
        String id = Login.newId();
        SessionRequest request = SessionRequest.builder(psu)
                .selectedBank(bank)
                .language("en")
                .redirectReturnUrl(returnUrl.apply(id))
                .consentScope(ConsentScope.builder()
                        .accounts()
                        .accountDetails()
                        .balances()
                        .transactions()
                        .insightsRefresh(ConsentScope.InsightsRefresh.everything())
                        .lifetimeDays(CONSENT_DAYS)
                        .build())
                .build();
        Session session = kosma.sessions().start(request);
        FlowStatus<?> status = kosma.accounts().startAccounts(session, AccountsRequest.ALL);
        return new Login(id, way, bank, session, status.flow(), new Purpose.Connect(request));
    }

    /**
     * Begins a payment.
     *
     * @param psu the consumer
     * @param bank the bank that pays
     * @param transfer what is to be paid
     * @param way how the consumer will log in
     * @param returnUrl where the bank's own pages send the consumer back to, by the login's id
     * @return the login
     */
    public Login pay(Psu psu, BankChoice bank, TransferRequest transfer, Way way, Function<String, URI> returnUrl) {
        String id = Login.newId();
        Session session = kosma.sessions()
                .start(SessionRequest.builder(psu)
                        .selectedBank(bank)
                        .language("en")
                        .redirectReturnUrl(returnUrl.apply(id))
                        .consentScope(ConsentScope.builder().transfer().build())
                        .build());
        // an application of yours stores the handle in a database before it goes on: whatever fails, it finds the
        // payment
        PaymentHandle handle = PaymentHandle.of(session);
        try {
            FlowStatus<TransferResult> status = kosma.payments().startTransfer(session, transfer);
            return new Login(
                    id, way, bank, session, status.flow(), new Purpose.Pay(transfer, handle.with(status.flow())));
        } catch (KosmaException e) {
            LOG.warn("whether a payment was started is looked for", e);
            return found(id, way, bank, transfer, handle);
        }
    }

    /** The answer to the start was lost or was no. It is not sent again: the session tells what there is of the payment. */
    private Login found(String id, Way way, BankChoice bank, TransferRequest transfer, PaymentHandle handle) {
        PaymentResult result = kosma.payments().resolve(handle, START_PATIENCE);
        PaymentHandle known = result instanceof PaymentResult.OutcomeUnknown unknown ? unknown.handle() : handle;
        Login login =
                new Login(id, way, bank, handle.session(), known.flow().orElse(null), new Purpose.Pay(transfer, known));
        if (known.flow().isEmpty()) {
            login.end(new End.Paid(result, Optional.empty()));
        }
        return login;
    }

    /**
     * Where a login stands. A choice of the bank, where one is asked for, is made: the consumer has chosen before.
     *
     * @param login the login
     * @param psu the consumer
     * @return the step, empty when the login has ended
     */
    public Optional<AuthStep> step(Login login, Psu psu) {
        if (login.end().isPresent()) {
            return Optional.empty();
        }
        try {
            AuthStep step = kosma.auth().begin(login.flow().clientToken(), psu);
            return Optional.of(
                    step instanceof AuthStep.BankSelection selection
                            ? kosma.auth().chooseBank(selection, login.bank())
                            : step);
        } catch (KosmaNotFoundException e) {
            if (login.end().isPresent()) { // meanwhile, as by another window
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Sends the consumer's answer to a form. One that comes twice, or too late, changes nothing.
     *
     * @param step the step that asked
     * @param answer the answer; wiped here
     */
    public void submit(AuthStep.FormInput step, FormAnswer answer) {
        try (answer) {
            kosma.auth().submit(step, answer);
        } catch (KosmaConflictException | KosmaNotFoundException e) {
            LOG.info("an answer came twice, or too late", e);
        }
    }

    /**
     * Reports that the consumer came back from the bank's own pages. A report that comes twice, or too late, changes nothing.
     *
     * @param step the step that sent the consumer there
     * @param returnUrl the URL on which the browser came back
     */
    public void returned(AuthStep.Redirect step, String returnUrl) {
        try {
            kosma.auth().returned(step, returnUrl);
        } catch (KosmaConflictException | KosmaNotFoundException e) {
            LOG.info("a consumer came back twice, or too late", e);
        }
    }

    /**
     * Waits until the bank is through, as in a decoupled login; after {@code bank-connect.consumer-patience} with an error.
     *
     * @param step the step that waits
     * @return the next step
     */
    public Mono<AuthStep> next(AuthStep step) {
        return kosma.reactive().auth().await(step, consumerPatience);
    }

    /**
     * Looks whether a login has ended, and if so does what it was for, once. A payment whose outcome is unknown is looked for
     * each time.
     *
     * @param login the login
     * @param visitorId whose it is
     * @return the end, empty while it has not ended
     */
    public Optional<End> finish(Login login, String visitorId) {
        synchronized (login) {
            if (login.end().isEmpty()) {
                FlowStatus<?> status = kosma.flows().read(login.flow());
                if (status.isTerminal()) {
                    end(login, outcome(login, status, visitorId));
                }
            } else if (login.purpose() instanceof Purpose.Pay payment && !login.isOver()) {
                end(login, paid(login, payment, visitorId));
            }
            return login.end();
        }
    }

    /**
     * The session is closed last: whoever finds it closed finds the end. While the outcome of a payment is unknown it stays
     * open, as it alone can tell later.
     */
    private void end(Login login, End how) {
        login.end(how);
        if (login.isOver()) {
            close(login.session());
        }
    }

    private End outcome(Login login, FlowStatus<?> status, String visitorId) {
        if (login.purpose() instanceof Purpose.Connect connect) {
            return connected(login, connect, status, visitorId);
        }
        return paid(login, (Purpose.Pay) login.purpose(), visitorId);
    }

    private End connected(Login login, Purpose.Connect connect, FlowStatus<?> status, String visitorId) {
        if (status instanceof FlowStatus.Failed<?> failed) {
            return new End.Failed(failed.error());
        }
        if (status instanceof FlowStatus.Aborted<?>) {
            return new End.Cancelled();
        }
        // where the vault cannot store it, the login has not ended, and its session gives the consent once more
        return new End.Connected(
                vault.store(login.session(), ConsentOrigin.of(connect.request()).psuReference(visitorId)));
    }

    private End paid(Login login, Purpose.Pay payment, String visitorId) {
        PaymentResult result = kosma.payments().resolve(payment.handle(), OUTCOME_PATIENCE);
        return new End.Paid(
                result,
                result instanceof PaymentResult.Initiated initiated
                        ? keep(login, initiated.transfer(), visitorId)
                        : Optional.empty());
    }

    /** Keeps what tells the state of a transfer later. Not every bank gives it, and the payment is none the worse for that. */
    private Optional<String> keep(Login login, TransferResult transfer, String visitorId) {
        if (transfer.transferId().isEmpty() || transfer.transferToken().isEmpty()) {
            return Optional.empty();
        }
        try {
            String consent = vault.store(
                    login.session(),
                    ConsentOrigin.UNKNOWN.psuReference(visitorId).bank(login.bank()));
            vault.keepTransfer(
                    consent,
                    transfer.transferId().get(),
                    transfer.transferToken().get());
            return Optional.of(consent);
        } catch (KosmaException e) {
            LOG.warn("the state of a payment cannot be asked later", e);
            return Optional.empty();
        }
    }

    /**
     * Cancels a login that has not ended yet.
     *
     * @param login the login
     * @param visitorId whose it is
     * @return how it ended, which is otherwise when the bank was faster
     */
    public End cancel(Login login, String visitorId) {
        synchronized (login) {
            return login.end().orElseGet(() -> aborted(login, visitorId));
        }
    }

    /** The flow tells what it came to: aborting one that has ended changes nothing. */
    private End aborted(Login login, String visitorId) {
        try {
            kosma.flows().abort(login.flow());
        } catch (KosmaConflictException e) {
            LOG.info("a login was cancelled that has just ended", e);
        }
        try {
            return finish(login, visitorId).orElseGet(() -> giveUp(login, visitorId));
        } catch (KosmaNotFoundException e) {
            LOG.info("a login was cancelled that is not there any more", e);
            return giveUp(login, visitorId);
        }
    }

    private End giveUp(Login login, String visitorId) {
        End how =
                login.purpose() instanceof Purpose.Pay payment ? paid(login, payment, visitorId) : new End.Cancelled();
        end(login, how);
        return how;
    }

    private void close(Session session) {
        try {
            kosma.sessions().close(session);
        } catch (KosmaException e) {
            LOG.info("a session was left to end by itself", e);
        }
    }

    /**
     * Whether trying the same again can lead somewhere else.
     *
     * @param error how a login failed
     * @return {@code true} when it can
     */
    public static boolean worthAnotherTry(ServiceError error) {
        ErrorCategory category = error.category();
        return !category.isA(ErrorCategory.USER_ACCESS_DENIED_BLOCKED) && !category.isA(ErrorCategory.NOT_SUPPORTED);
    }
}
