package io.github.kosmasdk.faultmatrix;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.KosmaClientBuilder;
import io.github.kosmasdk.ResiliencePolicy;
import io.github.kosmasdk.RetryPolicy;
import io.github.kosmasdk.account.AccountTarget;
import io.github.kosmasdk.consent.ConsentOrigin;
import io.github.kosmasdk.consent.ConsentStore;
import io.github.kosmasdk.consent.ConsentVault;
import io.github.kosmasdk.consent.InMemoryConsentStore;
import io.github.kosmasdk.consent.StoredConsent;
import io.github.kosmasdk.consent.TokenProtection;
import io.github.kosmasdk.consent.TokenProtection.PlainText;
import io.github.kosmasdk.payment.Recipient;
import io.github.kosmasdk.payment.TransferRequest;
import io.github.kosmasdk.session.Session;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** The client to which it happens, and the one call that it makes. */
final class Subject implements AutoCloseable {

    static final ResiliencePolicy QUICK =
            ResiliencePolicy.STANDARD.withRetry(new RetryPolicy(3, Duration.ofMillis(5), Duration.ofMillis(10)));

    private static final TransferRequest TRANSFER = TransferRequest.builder()
            .source(AccountTarget.iban("DE43000000005686751168"))
            .amount(new BigDecimal("129.99"), "EUR")
            .reference("Order 4711")
            .to(Recipient.iban("Example Shop GmbH", "DE89370400440532013000"))
            .build();
    private static final TokenProtection IN_THE_CLEAR =
            TokenProtection.none(PlainText.I_ACCEPT_THAT_TOKENS_ARE_STORED_IN_THE_CLEAR);

    private final Kind kind;
    private final Session session;
    private final KosmaClient kosma;
    private final ConsentStore store = new InMemoryConsentStore();
    private final ConsentVault vault;
    private final String consent;

    Subject(Bank bank, Fault fault, Kind kind, URI origin) {
        this.kind = kind;
        bank.playground().linkTo(origin, bank.playground().authBaseUrl());
        session = bank.healthy().sessions().start(Bank.REQUEST);
        consent = kind == Kind.ROTATES
                ? vault(bank.healthy()).store(bank.loggedIn(), ConsentOrigin.of(Bank.REQUEST))
                : "";
        KosmaClientBuilder builder = KosmaClient.builder()
                .environment(origin, bank.playground().authBaseUrl())
                .token(bank.playground().token())
                .deadline(fault.deadline())
                .resilience(QUICK);
        kosma = fault.settings().apply(builder).build();
        vault = vault(kosma);
        kosma.warmUp(); // what it loads is not what its calls have to wait for
    }

    private ConsentVault vault(KosmaClient client) {
        return ConsentVault.builder(client, store).tokenProtection(IN_THE_CLEAR).build();
    }

    Kind kind() {
        return kind;
    }

    KosmaClient kosma() {
        return kosma;
    }

    /** A read by the same client, to its end. */
    void read() {
        kosma.sessions().read(session);
    }

    /** A call by the same client that hangs, for as long as the bank does not answer a DELETE. */
    void hang() {
        kosma.withDeadline(Fault.AMPLE).reactive().sessions().close(session).subscribe(done -> {}, failure -> {});
    }

    /** The call, by a thread that waits for it. */
    Object call() {
        return switch (kind) {
            case SAFE -> kosma.sessions().read(session);
            case CREATES -> kosma.sessions().start(Bank.REQUEST);
            case PAYS -> kosma.payments().startTransfer(session, TRANSFER);
            case ROTATES -> vault.attended(consent, Bank.PSU).accounts();
        };
    }

    /** The same call, for nobody to wait for. */
    Mono<?> reactiveCall() {
        return switch (kind) {
            case SAFE -> kosma.reactive().sessions().read(session);
            case CREATES -> kosma.reactive().sessions().start(Bank.REQUEST);
            case PAYS -> kosma.reactive().payments().startTransfer(session, TRANSFER);
            case ROTATES -> vault.reactive().attended(consent, Bank.PSU).accounts();
        };
    }

    /** The consent as it stands in the store. */
    StoredConsent stored() {
        return store.find(consent).orElseThrow();
    }

    /** Whether nothing of the call goes on any more. */
    boolean isOver() {
        return kosma.state().callsUnderWay() == 0
                && (kind != Kind.ROTATES || stored().lease().isEmpty());
    }

    @Override
    public void close() {
        kosma.close();
    }
}
