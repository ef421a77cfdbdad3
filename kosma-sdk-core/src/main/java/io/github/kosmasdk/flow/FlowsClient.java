package io.github.kosmasdk.flow;

import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaTimeoutException;
import io.github.kosmasdk.internal.Blocking;
import java.time.Duration;

/** The blocking face of {@link ReactiveFlowsClient}. */
public final class FlowsClient {

    private final ReactiveFlowsClient reactive;

    /**
     * For the SDK's own use; take it from {@link io.github.kosmasdk.KosmaClient#flows()}.
     *
     * @param reactive the reactive face
     */
    public FlowsClient(ReactiveFlowsClient reactive) {
        this.reactive = reactive;
    }

    /**
     * Looks where a flow stands.
     *
     * @param flow the flow
     * @param <R> what it results in
     * @return its status
     * @throws KosmaException when that cannot be found out
     */
    public <R> FlowStatus<R> read(Flow<R> flow) {
        return Blocking.await(reactive.read(flow));
    }

    /**
     * Waits until a flow has ended: finished, aborted or failed. A look that fails for a reason that can pass does not
     * end the waiting.
     *
     * @param flow the flow
     * @param within how long to wait; the consumer's login takes minutes
     * @param <R> what it results in
     * @return its last status
     * @throws KosmaTimeoutException when it has not ended in that time
     * @throws KosmaException when that cannot be found out
     */
    public <R> FlowStatus<R> await(Flow<R> flow, Duration within) {
        return Blocking.await(reactive.await(flow, within));
    }

    /**
     * Aborts a flow. One that is gone already counts as aborted. For a transfer this is no proof that nothing moved.
     *
     * @param flow the flow
     * @throws KosmaException when it cannot be aborted
     */
    public void abort(Flow<?> flow) {
        Blocking.run(reactive.abort(flow));
    }
}
