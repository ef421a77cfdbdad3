package io.github.kosmasdk.internal.flow;

import io.github.kosmasdk.flow.Flow;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.flow.FlowType;
import io.github.kosmasdk.internal.http.Operation;
import io.github.kosmasdk.internal.http.ReplayPolicy;
import io.github.kosmasdk.internal.json.FlowAnswer;
import io.github.kosmasdk.session.Session;
import io.netty.handler.codec.http.HttpMethod;

/** Starting and reading a flow, whatever its kind. */
public final class FlowOperations {

    private FlowOperations() {}

    /**
     * Starts a flow.
     *
     * @param type its kind
     * @param session its session
     * @param request what it is started with
     * @param replay whether that may be sent again
     * @param <R> what it results in
     * @return the operation
     */
    public static <R> Operation<FlowStatus<R>> start(
            FlowType<R> type, Session session, Object request, ReplayPolicy replay) {
        return Operation.xs2a(
                "flows.start." + type.key(),
                replay,
                HttpMethod.PUT,
                session.flowLink(type.key()),
                request,
                FlowAnswer.reader(type, null));
    }

    /**
     * Reads a flow.
     *
     * @param flow the flow
     * @param <R> what it results in
     * @return the operation
     */
    public static <R> Operation<FlowStatus<R>> read(Flow<R> flow) {
        return Operation.xs2a(
                "flows.read." + flow.type().key(),
                ReplayPolicy.SAFE,
                HttpMethod.GET,
                flow.self(),
                null,
                FlowAnswer.reader(flow.type(), flow));
    }
}
