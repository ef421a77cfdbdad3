package io.github.kosmasdk.payment;

import io.github.kosmasdk.consent.ConsentAnswer;
import io.github.kosmasdk.consent.ReactiveConsentsClient;
import io.github.kosmasdk.consent.TransferStateResult;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.flow.ClientToken;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.internal.flow.FlowOperations;
import io.github.kosmasdk.internal.http.Pipeline;
import io.github.kosmasdk.internal.http.ReplayPolicy;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.ReactiveSessionsClient;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionRequest;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Payments: {@link #pay} for the common case, and its steps for everyone else. A start of a transfer is never sent
 * twice, whatever fails; where its answer was lost, the session tells what became of it.
 *
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/transfer.html">Transfer</a>
 */
public final class ReactivePaymentsClient {

    private final Pipeline pipeline;
    private final ReactiveSessionsClient sessions;
    private final ReactiveConsentsClient consents;

    /**
     * For the SDK's own use; take it from {@link io.github.kosmasdk.KosmaReactiveClient#payments()}.
     *
     * @param pipeline the way of a call
     */
    public ReactivePaymentsClient(Pipeline pipeline) {
        this.pipeline = pipeline;
        this.sessions = new ReactiveSessionsClient(pipeline);
        this.consents = new ReactiveConsentsClient(pipeline);
    }

    /**
     * Starts a transfer flow. Sent once; the SDK never sends it again, and neither should you: keep {@link
     * PaymentHandle#of} the session first, and when this fails {@linkplain #resolve resolve} it.
     *
     * @param session the session; no other flow may be running in it, and no other transfer should be
     * @param request the transfer
     * @return the flow's first status, or a {@link KosmaException}
     */
    public Mono<FlowStatus<TransferResult>> startTransfer(Session session, TransferRequest request) {
        return Mono.defer(() ->
                pipeline.execute(FlowOperations.start(PaymentFlows.TRANSFER, session, request, ReplayPolicy.PAYS)));
    }

    /**
     * Makes a payment: starts a session and the transfer in it, lets the consumer authorise it, and waits for the
     * outcome. When the answer to the start is lost the transfer is looked for, and goes on from where it stands.
     *
     * <p>The session stays open: with {@link PaymentHandle#session()} fetch its consent, or close it.
     *
     * @param session what the session is started with
     * @param request the transfer
     * @param keep stores the handle; called before the start is sent, and when that fails nothing is started and the
     *     payment fails with its error. Called again once the flow is known, with the handle that replaces the first
     * @param consumer lets the consumer log in and authorise. When it fails, the flow is looked at once, and the outcome
     *     is unknown unless the flow has ended
     * @param within how long all of it may take; the consumer's login takes minutes
     * @return the outcome; a {@link KosmaUsageException} when the SDK refused before anything of the transfer was sent,
     *     as for a missing token
     */
    public Mono<PaymentResult> pay(
            SessionRequest session,
            TransferRequest request,
            Function<PaymentHandle, Mono<Void>> keep,
            Function<ClientToken, Mono<Void>> consumer,
            Duration within) {
        return Mono.defer(() -> {
            // decided once: either the transfer is started or, too late for that, it never is
            AtomicReference<@Nullable Optional<PaymentRun>> started = new AtomicReference<>();
            Mono<PaymentResult> payment = sessions.start(session).flatMap(created -> {
                PaymentHandle handle = PaymentHandle.of(created);
                PaymentRun run = new PaymentRun(pipeline, handle, within);
                return Mono.defer(() -> keep.apply(handle))
                        .onErrorMap(NotKept::new)
                        .then(Mono.defer(() -> started.compareAndSet(null, Optional.of(run))
                                ? run.pay(startTransfer(created, request), keep, consumer)
                                : Mono.empty()));
            });
            return pipeline.within("the payment", "payments.pay", payment, within)
                    .onErrorResume(KosmaException.class, failure -> {
                        if (failure instanceof KosmaUsageException) {
                            return Mono.error(failure);
                        }
                        started.compareAndSet(null, Optional.empty());
                        return Mono.just(Objects.requireNonNull(started.get())
                                .map(run -> run.unknown(failure))
                                .orElseGet(() -> PaymentRun.denied(failure)));
                    })
                    .onErrorMap(NotKept.class, NotKept::getCause);
        });
    }

    /** Carries what the caller's own code threw past the handling of the SDK's exceptions. */
    private static final class NotKept extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotKept(Throwable cause) {
            super(null, cause, false, false);
        }
    }

    /**
     * Finds out what became of a payment. Looks for its flow, in the handle or in the session, and waits until it has
     * ended. A session without a transfer flow is closed, so that a start that is still on its way comes too late; then
     * the payment is denied for good. So do not resolve a payment that another process is just about to start.
     *
     * <p>An outcome that stays unknown: the consumer has not authorised yet (go on with {@link
     * PaymentHandle#flow()}, or abort it), or the service has forgotten the session. Then only the account tells.
     *
     * @param handle the payment
     * @param within how long to look and to wait
     * @return the outcome, never an error of the SDK
     */
    public Mono<PaymentResult> resolve(PaymentHandle handle, Duration within) {
        return Mono.defer(() -> {
            PaymentRun run = new PaymentRun(pipeline, handle, within);
            return pipeline.within("the payment", "payments.resolve", run.resolve(), within)
                    .onErrorResume(failure -> Mono.just(run.unknown(failure)));
        });
    }

    /**
     * Asks the bank where a transfer stands, in the background. Banks limit such calls to a few per day. Never sent
     * twice: it uses up both tokens of the access.
     *
     * @param access the access; go on with {@link TransferStateAnswer#next()}
     * @return the state, or a {@link KosmaException}: for an error answer {@link TransferAccess#after} gives the access
     *     to go on with; when the answer was lost nobody knows which tokens are good
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/consent-transfer-state.html">Transfer state</a>
     */
    public Mono<TransferStateAnswer> transferState(TransferAccess access) {
        return consents.transferState(access.consent(), access.transferId(), access.transferToken())
                .map(answer -> answer(answer, access));
    }

    /**
     * Asks the bank where a transfer stands, while the consumer is present and wants to know. Otherwise as {@link
     * #transferState(TransferAccess)}.
     *
     * @param access the access; go on with {@link TransferStateAnswer#next()}
     * @param psu the consumer, as of now
     * @return the state, or a {@link KosmaException}
     */
    public Mono<TransferStateAnswer> attendedTransferState(TransferAccess access, Psu psu) {
        return consents.attendedTransferState(access.consent(), access.transferId(), access.transferToken(), psu)
                .map(answer -> answer(answer, access));
    }

    private static TransferStateAnswer answer(ConsentAnswer<TransferStateResult> answer, TransferAccess used) {
        TransferStateResult state = answer.result();
        return new TransferStateAnswer(
                state.transferState(),
                state.bankTransferState(),
                new TransferAccess(
                        used.consentId(),
                        answer.next().consentToken(),
                        used.transferId(),
                        state.transferToken().orElse(used.transferToken())));
    }
}
