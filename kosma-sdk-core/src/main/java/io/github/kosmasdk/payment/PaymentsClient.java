package io.github.kosmasdk.payment;

import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.internal.Blocking;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionRequest;
import java.time.Duration;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** The blocking face of {@link ReactivePaymentsClient}. */
public final class PaymentsClient {

    private final ReactivePaymentsClient reactive;

    /**
     * For the SDK's own use; take it from {@link io.github.kosmasdk.KosmaClient#payments()}.
     *
     * @param reactive the reactive face
     */
    public PaymentsClient(ReactivePaymentsClient reactive) {
        this.reactive = reactive;
    }

    /**
     * Starts a transfer flow. Sent once; the SDK never sends it again, and neither should you: keep {@link
     * PaymentHandle#of} the session first, and when this fails {@linkplain #resolve resolve} it.
     *
     * @param session the session; no other flow may be running in it, and no other transfer should be
     * @param request the transfer
     * @return the flow's first status
     * @throws KosmaException when it cannot be started, or when that is not known
     */
    public FlowStatus<TransferResult> startTransfer(Session session, TransferRequest request) {
        return Blocking.await(reactive.startTransfer(session, request));
    }

    /**
     * Makes a payment: starts a session and the transfer in it, lets the consumer authorise it, and waits for the
     * outcome. When the answer to the start is lost the transfer is looked for, and goes on from where it stands.
     *
     * <p>The session stays open: with {@link PaymentHandle#session()} fetch its consent, or close it. Both callbacks run
     * on a thread of their own that may block, without what is bound to the caller's, such as a transaction.
     *
     * @param session what the session is started with
     * @param request the transfer
     * @param keep stores the handle; called before the start is sent, and when that fails nothing is started and the
     *     payment fails with its exception. Called again once the flow is known, with the handle that replaces the first
     * @param consumer lets the consumer log in and authorise. When it fails, the flow is looked at once, and the outcome
     *     is unknown unless the flow has ended
     * @param within how long all of it may take; the consumer's login takes minutes
     * @return the outcome
     * @throws KosmaUsageException when the SDK refused before anything of the transfer was sent, as for a missing token
     */
    public PaymentResult pay(
            SessionRequest session,
            TransferRequest request,
            Consumer<PaymentHandle> keep,
            ConsumerAuthorisation consumer,
            Duration within) {
        return Blocking.await(reactive.pay(
                session,
                request,
                handle -> onItsOwnThread(() -> keep.accept(handle)),
                token -> onItsOwnThread(() -> consumer.authorise(token)),
                within));
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
     * @return the outcome; never fails with an exception of the SDK
     */
    public PaymentResult resolve(PaymentHandle handle, Duration within) {
        return Blocking.await(reactive.resolve(handle, within));
    }

    /**
     * Asks the bank where a transfer stands, in the background. Banks limit such calls to a few per day. Never sent
     * twice: it uses up both tokens of the access.
     *
     * @param access the access; go on with {@link TransferStateAnswer#next()}
     * @return the state
     * @throws KosmaException when it cannot be found out: for an error answer {@link TransferAccess#after} gives the
     *     access to go on with; when the answer was lost nobody knows which tokens are good
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/consent-transfer-state.html">Transfer state</a>
     */
    public TransferStateAnswer transferState(TransferAccess access) {
        return Blocking.await(reactive.transferState(access));
    }

    /**
     * Asks the bank where a transfer stands, while the consumer is present and wants to know. Otherwise as {@link
     * #transferState(TransferAccess)}.
     *
     * @param access the access; go on with {@link TransferStateAnswer#next()}
     * @param psu the consumer, as of now
     * @return the state
     * @throws KosmaException when it cannot be found out
     */
    public TransferStateAnswer attendedTransferState(TransferAccess access, Psu psu) {
        return Blocking.await(reactive.attendedTransferState(access, psu));
    }

    private static Mono<Void> onItsOwnThread(Runnable callback) {
        return Blocking.elsewhere(() -> {
            callback.run();
            return null;
        });
    }
}
