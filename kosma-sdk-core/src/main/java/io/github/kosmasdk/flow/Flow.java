package io.github.kosmasdk.flow;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.internal.mask.Masks;

/**
 * A flow that was started.
 *
 * @param type its kind
 * @param flowId its id
 * @param self the link to it
 * @param clientToken the token for the consumer's part
 * @param <R> what it results in
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/flow.html">Flow</a>
 */
public record Flow<R>(FlowType<R> type, String flowId, ApiLink self, ClientToken clientToken) {

    /** Kind and shortened id; the token stays hidden. */
    @Override
    public String toString() {
        return "Flow[" + type + ", " + Masks.id(flowId) + "]";
    }
}
