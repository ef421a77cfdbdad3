package io.github.kosmasdk.payment;

import io.github.kosmasdk.account.AccountFlows;
import io.github.kosmasdk.error.ErrorCategory;
import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.error.KosmaCallRejectedException;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaNotFoundException;
import io.github.kosmasdk.error.KosmaServiceException;
import io.github.kosmasdk.error.KosmaTimeoutException;
import io.github.kosmasdk.error.KosmaTransportException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.error.ServiceError;
import io.github.kosmasdk.flow.ClientToken;
import io.github.kosmasdk.flow.Flow;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.internal.flow.FlowOperations;
import io.github.kosmasdk.internal.http.Pipeline;
import io.github.kosmasdk.session.FlowReference;
import io.github.kosmasdk.session.ReactiveSessionsClient;
import io.github.kosmasdk.session.SessionInfo;
import io.github.kosmasdk.session.SessionState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * One payment on its way to its outcome. It lives for one call; its handle holds what has been found so far. After the
 * start may have been sent nothing here fails: what cannot be found out is an {@link PaymentResult.OutcomeUnknown}.
 */
final class PaymentRun {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.kosmasdk.payment");
    /** Answers of the 4xx kind after which the start can still have happened, or be happening. */
    private static final Set<Integer> NO_REFUSAL = Set.of(408, 409, 425);
    /** What a session calls the flows that are certainly no transfer. */
    private static final Set<String> OTHER_FLOWS = Set.of(
            AccountFlows.ACCOUNTS.key(),
            AccountFlows.ACCOUNT_DETAILS.key(),
            AccountFlows.BALANCES.key(),
            AccountFlows.TRANSACTIONS.key(),
            "insights_refresh");

    private static final ClientToken TOLD_WHEN_READ = new ClientToken("");
    private static final Found NOTHING_STARTED =
            new Ended(new PaymentResult.Denied(ServiceError.UNKNOWN, Optional.empty(), true));

    private final Pipeline pipeline;
    private final ReactiveSessionsClient sessions;
    private final Duration within;
    private volatile PaymentHandle handle;

    PaymentRun(Pipeline pipeline, PaymentHandle handle, Duration within) {
        this.pipeline = pipeline;
        this.sessions = new ReactiveSessionsClient(pipeline);
        this.handle = handle;
        this.within = within;
    }

    PaymentResult unknown(Throwable failure) {
        return new PaymentResult.OutcomeUnknown(handle, Optional.of(failure));
    }

    /**
     * Starts the transfer, once, and follows it to its outcome.
     *
     * @return the outcome; a {@link KosmaUsageException} when the start was refused before it was sent
     */
    Mono<PaymentResult> pay(
            Mono<FlowStatus<TransferResult>> start,
            Function<PaymentHandle, Mono<Void>> keep,
            Function<ClientToken, Mono<Void>> consumer) {
        return start.<Found>map(Running::new)
                .onErrorResume(KosmaException.class, this::afterFailedStart)
                .flatMap(found -> follow(found, status -> authorise(status, keep, consumer)));
    }

    /** Finds the payment and follows it to its outcome. */
    Mono<PaymentResult> resolve() {
        return find().flatMap(found -> follow(found, this::settle));
    }

    private Mono<PaymentResult> follow(
            Found found, Function<FlowStatus<TransferResult>, Mono<PaymentResult>> whileItRuns) {
        if (found instanceof Ended ended) {
            return Mono.just(ended.result());
        }
        FlowStatus<TransferResult> status = ((Running) found).status();
        handle = handle.with(status.flow());
        return status.isTerminal()
                ? Mono.just(outcome(status))
                : whileItRuns.apply(status).onErrorResume(failure -> Mono.just(unknown(failure)));
    }

    private Mono<Found> afterFailedStart(KosmaException failure) {
        if (failure instanceof KosmaUsageException) {
            return Mono.error(failure);
        }
        if (provesThatNothingStarted(failure)) {
            return Mono.just(new Ended(denied(failure)));
        }
        return find();
    }

    static PaymentResult denied(KosmaException failure) {
        ServiceError error = failure instanceof KosmaApiException api ? api.error() : ServiceError.UNKNOWN;
        return new PaymentResult.Denied(error, Optional.of(failure), true);
    }

    private static boolean provesThatNothingStarted(KosmaException failure) {
        if (failure instanceof KosmaTransportException transport) {
            return !transport.requestMayHaveBeenSent();
        }
        if (failure instanceof KosmaTimeoutException timeout) {
            return !timeout.requestMayHaveBeenSent();
        }
        if (failure instanceof KosmaCallRejectedException) {
            return true;
        }
        return failure instanceof KosmaApiException api
                && !(api instanceof KosmaServiceException)
                && api.status() >= 400
                && api.status() < 500
                && !NO_REFUSAL.contains(api.status());
    }

    private Mono<PaymentResult> authorise(
            FlowStatus<TransferResult> status,
            Function<PaymentHandle, Mono<Void>> keep,
            Function<ClientToken, Mono<Void>> consumer) {
        Mono<Optional<Throwable>> consumersPart = Mono.defer(
                        () -> consumer.apply(status.flow().clientToken()))
                .thenReturn(Optional.<Throwable>empty())
                .onErrorResume(failure -> Mono.just(Optional.of(failure)));
        return Mono.defer(() -> keep.apply(handle))
                .onErrorResume(failure -> {
                    LOG.warn("{}: the handle with its flow was not kept; the one before finds the payment too", handle);
                    return Mono.empty();
                })
                .then(consumersPart)
                .flatMap(failure ->
                        failure.map(thrown -> lookOnce(status, thrown)).orElseGet(() -> settle(status)));
    }

    private Mono<PaymentResult> lookOnce(FlowStatus<TransferResult> before, Throwable failure) {
        return pipeline.execute(FlowOperations.read(before.flow()))
                .map(status -> status.isTerminal() ? outcome(status) : unknown(failure));
    }

    private Mono<PaymentResult> settle(FlowStatus<TransferResult> running) {
        return pipeline.poll(
                        "the transfer",
                        "payments.await",
                        pipeline.execute(FlowOperations.read(running.flow())),
                        FlowStatus::isTerminal,
                        within)
                .map(this::outcome);
    }

    /** Somebody said no, as against: something broke. */
    private static boolean isRefusal(ErrorCategory category) {
        return category.isA(ErrorCategory.USER)
                || category.isA(ErrorCategory.NOT_SUPPORTED)
                || category.isA(ErrorCategory.CONSENT);
    }

    private PaymentResult outcome(FlowStatus<TransferResult> ended) {
        if (ended instanceof FlowStatus.Finished<TransferResult> finished) {
            return new PaymentResult.Initiated(finished.value(), handle);
        }
        return ended instanceof FlowStatus.Failed<TransferResult> failed
                ? new PaymentResult.Denied(failed.error(), Optional.empty(), isRefusal(failed.category()))
                : new PaymentResult.Aborted(handle);
    }

    /**
     * Looks for the flow. Where the session shows none, it is closed, so that a start that is still on its way comes too
     * late, and looked at once more.
     */
    private Mono<Found> find() {
        Mono<Found> found = handle.flow().isPresent()
                ? running(handle.flow().get())
                        .onErrorResume(
                                KosmaNotFoundException.class,
                                gone -> readSession().flatMap(session -> forgotten(gone, isClosed(session))))
                : readSession()
                        .flatMap(session -> inSession(session, isClosed(session))
                                .orElseGet(
                                        () -> sessions.close(handle.session()).then(afterClosing(session))));
        return found.onErrorResume(failure -> Mono.just(new Ended(unknown(failure))));
    }

    /**
     * Looks at a session that was just closed. Where the service forgets it then, only one in which the consumer never
     * logged in proves that nothing was authorised.
     */
    private Mono<Found> afterClosing(SessionInfo before) {
        return Mono.defer(this::readSession)
                .flatMap(closed -> inSession(closed, true).orElseGet(() -> Mono.just(NOTHING_STARTED)))
                .onErrorResume(
                        KosmaNotFoundException.class,
                        gone -> before.currentFlow().isEmpty()
                                        && before.previousFlows().isEmpty()
                                ? Mono.just(NOTHING_STARTED)
                                : Mono.error(gone));
    }

    private Mono<Found> running(Flow<TransferResult> flow) {
        return pipeline.execute(FlowOperations.read(flow)).map(Running::new);
    }

    /** A flow that went with its session was closed by a call, and how far it had come cannot be read any more. */
    private Mono<Found> forgotten(KosmaNotFoundException gone, boolean closed) {
        return closed ? Mono.just(new Ended(new PaymentResult.Aborted(handle))) : Mono.error(gone);
    }

    private static boolean isClosed(SessionInfo session) {
        return session.state().filter(state -> state.is(SessionState.CLOSED)).isPresent();
    }

    private Mono<SessionInfo> readSession() {
        return pipeline.poll(
                "reading the session", "payments.find", sessions.read(handle.session()), anything -> true, within);
    }

    /** Empty only when the session has no transfer flow for certain: a type that is not known could be one. */
    private Optional<Mono<Found>> inSession(SessionInfo session, boolean closed) {
        List<FlowReference> candidates = Stream.concat(session.currentFlow().stream(), session.previousFlows().stream())
                .distinct()
                .filter(flow -> flow.type().filter(OTHER_FLOWS::contains).isEmpty())
                .toList();
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        FlowReference only = candidates.get(0);
        boolean isTransfer = only.type()
                .filter(PaymentFlows.TRANSFER.key()::equalsIgnoreCase)
                .isPresent();
        if (candidates.size() > 1 || !isTransfer || only.url().isEmpty()) {
            return Optional.of(Mono.just(new Ended(new PaymentResult.OutcomeUnknown(handle, Optional.empty()))));
        }
        Flow<TransferResult> flow = new Flow<>(
                PaymentFlows.TRANSFER, only.flowId().orElse(""), only.url().get(), TOLD_WHEN_READ);
        return Optional.of(running(flow).onErrorResume(KosmaNotFoundException.class, gone -> forgotten(gone, closed)));
    }

    private sealed interface Found {}

    private record Running(FlowStatus<TransferResult> status) implements Found {}

    private record Ended(PaymentResult result) implements Found {}
}
