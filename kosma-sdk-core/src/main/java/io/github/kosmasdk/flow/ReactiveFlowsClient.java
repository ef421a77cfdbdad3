package io.github.kosmasdk.flow;

import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaNotFoundException;
import io.github.kosmasdk.error.KosmaTimeoutException;
import io.github.kosmasdk.internal.flow.FlowOperations;
import io.github.kosmasdk.internal.http.Operation;
import io.github.kosmasdk.internal.http.Pipeline;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * Flows of every kind: read, awaited, aborted. They are started by the client of their subject.
 *
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/flow.html">Flow</a>
 */
public final class ReactiveFlowsClient {

    private final Pipeline pipeline;

    /**
     * For the SDK's own use; take it from {@link io.github.kosmasdk.KosmaReactiveClient#flows()}.
     *
     * @param pipeline the way of a call
     */
    public ReactiveFlowsClient(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /**
     * Looks where a flow stands.
     *
     * @param flow the flow
     * @param <R> what it results in
     * @return its status, or a {@link KosmaException}
     */
    public <R> Mono<FlowStatus<R>> read(Flow<R> flow) {
        return Mono.defer(() -> pipeline.execute(FlowOperations.read(flow)));
    }

    /**
     * Waits until a flow has ended: finished, aborted or failed. Looks again and again as the polling policy says,
     * without holding a thread; a look that fails for a reason that can pass does not end the waiting. What the
     * consumer has to do meanwhile happens elsewhere.
     *
     * @param flow the flow
     * @param within how long to wait; the consumer's login takes minutes
     * @param <R> what it results in
     * @return its last status, or a {@link KosmaException}: a {@link KosmaTimeoutException} when it has not ended in
     *     that time
     */
    public <R> Mono<FlowStatus<R>> await(Flow<R> flow, Duration within) {
        return pipeline.poll("the " + flow.type() + " flow", "flows.await", read(flow), FlowStatus::isTerminal, within);
    }

    /**
     * Aborts a flow. One that is gone already counts as aborted. For a transfer this is no proof that nothing moved.
     *
     * @param flow the flow
     * @return the end, or a {@link KosmaException}
     */
    public Mono<Void> abort(Flow<?> flow) {
        return pipeline.execute(Operation.delete("flows.abort", flow.self()))
                .onErrorResume(KosmaNotFoundException.class, gone -> Mono.empty());
    }
}
