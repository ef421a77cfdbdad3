package io.github.kosmasdk.internal.json;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.error.ServiceError;
import io.github.kosmasdk.flow.ClientToken;
import io.github.kosmasdk.flow.Flow;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.flow.FlowType;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A flow's status on its way to another process: what the wire says of it, plus the kind of the flow. */
public final class FlowStatusJson {

    private FlowStatusJson() {}

    /**
     * Writes a status.
     *
     * @param status the status
     * @return its JSON
     */
    public static String write(FlowStatus<?> status) {
        Flow<?> flow = status.flow();
        return WireJson.text(new Saved(
                flow.type().key(),
                flow.flowId(),
                flow.self(),
                flow.clientToken(),
                status.state(),
                status.result().map(WireJson::tree),
                status instanceof FlowStatus.Failed<?> failed ? Optional.of(failed.error()) : Optional.empty()));
    }

    /**
     * Reads a status.
     *
     * @param json its JSON
     * @param type the kind of the flow
     * @param <R> what the flow results in
     * @return the status
     */
    public static <R> FlowStatus<R> read(String json, FlowType<R> type) {
        try {
            Saved saved = WireJson.read(json, Saved.class);
            if (!type.key().equals(saved.flowType())) {
                throw new KosmaUsageException(
                        "This is the status of a flow of type '" + saved.flowType() + "', not of '" + type.key() + "'");
            }
            return FlowAnswer.status(
                    new Flow<>(type, saved.flowId(), saved.self(), saved.clientToken()),
                    saved.state(),
                    saved.result().map(tree -> WireJson.convert(tree, type.resultType())),
                    saved.error().orElse(ServiceError.UNKNOWN));
        } catch (JacksonException e) {
            throw new KosmaUsageException(
                    "This is not the status of a flow as FlowStatus.toJson() writes it: " + WireJson.where(e));
        }
    }

    /** The saved form. Members are only ever added; a new one must have a meaning when absent. */
    record Saved(
            String flowType,
            String flowId,
            ApiLink self,
            ClientToken clientToken,
            String state,
            Optional<JsonNode> result,
            Optional<ServiceError> error) {
        Saved {
            Objects.requireNonNull(flowType, "flow_type");
            Objects.requireNonNull(flowId, "flow_id");
            Objects.requireNonNull(self, "self");
            Objects.requireNonNull(clientToken, "client_token");
            Objects.requireNonNull(state, "state");
        }

        /** Kind and state; everything else stays hidden. */
        @Override
        public String toString() {
            return "Saved[" + flowType + ", " + state + "]";
        }
    }
}
