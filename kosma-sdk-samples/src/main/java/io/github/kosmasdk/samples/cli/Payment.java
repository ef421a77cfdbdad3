package io.github.kosmasdk.samples.cli;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaNotFoundException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.payment.PaymentHandle;
import io.github.kosmasdk.payment.PaymentResult;
import io.github.kosmasdk.payment.TransferAccess;
import io.github.kosmasdk.payment.TransferRequest;
import io.github.kosmasdk.payment.TransferStateAnswer;
import io.github.kosmasdk.session.ConsentScope;
import io.github.kosmasdk.session.SessionRequest;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One payment, or the search for one whose outcome is unknown. The handle is kept in a file before anything can move, and
 * deleted once the outcome is known; until then the session stays open.
 */
final class Payment {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration PATIENCE_OF_A_SEARCH = Duration.ofMinutes(1);

    private final KosmaClient kosma;
    private final Arguments arguments;
    private final PrintStream out;
    private final Consumer<String> progress;

    private volatile Optional<PaymentHandle> latest = Optional.empty();

    Payment(KosmaClient kosma, Arguments arguments, PrintStream out, Consumer<String> progress) {
        this.kosma = kosma;
        this.arguments = arguments;
        this.out = out;
        this.progress = progress;
    }

    /** Makes the payment, and prints its outcome; {@code true} when it was initiated and is not rejected since. */
    boolean pay(TransferRequest transfer) {
        HandleFile file = HandleFile.forNewPayment(arguments.handle());
        SessionRequest.Builder session = SessionRequest.builder(Sample.PSU)
                .redirectReturnUrl(Sample.RETURN_URL)
                .consentScope(ConsentScope.builder().transfer().lifetimeDays(1).build());
        arguments.bank().ifPresent(session::selectedBank);
        ConsumerRobot consumer = new ConsumerRobot(
                kosma,
                arguments.user(),
                arguments.bank().orElse(Arguments.DEMO_BANK),
                arguments.account(),
                Sample.RETURN_URL,
                progress);
        try {
            return tell(
                    kosma.payments()
                            .pay(session.build(), transfer, handle -> keep(handle, file), consumer::logIn, PATIENCE),
                    file);
        } catch (SampleException notKept) {
            close();
            throw notKept;
        } catch (KosmaUsageException notStarted) {
            close();
            withoutHidingTheOutcome(file::delete);
            throw notStarted;
        }
    }

    /** Finds out what became of a payment, and prints its outcome; {@code true} when it was initiated and is not rejected since. */
    boolean resolve(Path handle) {
        HandleFile file = HandleFile.of(handle);
        latest = Optional.of(file.read());
        return tell(kosma.payments().resolve(latest.orElseThrow(), PATIENCE_OF_A_SEARCH), file);
    }

    private void keep(PaymentHandle handle, HandleFile file) {
        if (latest.isEmpty()) {
            progress.accept("session "
                    + handle.session().sessionIdShort().orElse(handle.session().sessionId()) + " started");
        }
        latest = Optional.of(handle);
        file.keep(handle);
    }

    private boolean tell(PaymentResult result, HandleFile file) {
        Optional<TransferStateAnswer> state = Optional.empty();
        if (result instanceof PaymentResult.OutcomeUnknown unknown) {
            withoutHidingTheOutcome(() -> file.keep(unknown.handle()));
        } else {
            if (result instanceof PaymentResult.Initiated initiated) {
                state = state(initiated);
            }
            close();
            withoutHidingTheOutcome(file::delete);
        }
        Outcome outcome = new Outcome(result, state, file.toString());
        out.print(arguments.json() ? outcome.json() + "\n" : outcome.text());
        out.flush();
        return outcome.isGood();
    }

    /** Asks once, while the session is still there to give its consent. */
    private Optional<TransferStateAnswer> state(PaymentResult.Initiated initiated) {
        try {
            return TransferAccess.of(kosma.consents().fetch(initiated.handle().session()), initiated.transfer())
                    .map(access -> kosma.payments().attendedTransferState(access, Sample.PSU));
        } catch (KosmaNotFoundException noConsent) {
            return Optional.empty();
        } catch (KosmaException e) {
            progress.accept("the state of the transfer is not told: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void withoutHidingTheOutcome(Runnable step) {
        try {
            step.run();
        } catch (SampleException e) {
            progress.accept(e.getMessage());
        }
    }

    private void close() {
        latest.ifPresent(handle -> Sample.close(kosma, handle.session(), progress));
    }
}
