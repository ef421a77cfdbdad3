package io.github.kosmasdk.internal.json;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.error.ServiceError;
import io.github.kosmasdk.flow.ClientToken;
import io.github.kosmasdk.flow.Flow;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.flow.FlowType;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What the service answers when a flow is started or read.
 *
 * @param flowId the flow's id, when it was started
 * @param state its state
 * @param self the link to it, when it was started
 * @param clientToken the token for the consumer's part
 * @param result the result, when it has finished
 * @param <R> what the flow results in
 */
public record FlowAnswer<R>(
        Optional<String> flowId,
        String state,
        Optional<ApiLink> self,
        Optional<ClientToken> clientToken,
        Optional<R> result) {

    private static final Map<Class<?>, Function<JsonBody, ?>> READERS = new ConcurrentHashMap<>();

    /** Checks that there is a state. */
    public FlowAnswer {
        Objects.requireNonNull(state, "state");
    }

    /**
     * A reader of such answers.
     *
     * @param type the kind of the flow
     * @param known the flow when it was started before, {@code null} when this answer starts it
     * @param <R> what the flow results in
     * @return the reader
     */
    public static <R> Function<JsonBody, FlowStatus<R>> reader(FlowType<R> type, @Nullable Flow<R> known) {
        Function<JsonBody, FlowAnswer<R>> typed = typed(type);
        return body -> {
            FlowAnswer<R> answer;
            try {
                answer = typed.apply(body);
            } catch (JacksonException e) {
                answer = withoutResult(body, e);
            }
            ServiceError error = isException(answer.state) ? ErrorBody.ofFlow(body.tree()) : ServiceError.UNKNOWN;
            return status(answer.flow(type, known), answer.state, answer.result, error);
        };
    }

    @SuppressWarnings("unchecked") // kept by the type of the result
    private static <R> Function<JsonBody, FlowAnswer<R>> typed(FlowType<R> type) {
        return (Function<JsonBody, FlowAnswer<R>>)
                READERS.computeIfAbsent(type.resultType(), result -> WireJson.dataReader(FlowAnswer.class, result));
    }

    /**
     * Makes the status out of what is known.
     *
     * @param flow the flow
     * @param state its state on the wire
     * @param result its result
     * @param error its error
     * @param <R> what the flow results in
     * @return the status
     */
    static <R> FlowStatus<R> status(Flow<R> flow, String state, Optional<R> result, ServiceError error) {
        return switch (state.toUpperCase(Locale.ROOT)) {
            case "FINISHED" ->
                new FlowStatus.Finished<>(
                        flow,
                        state,
                        result.or(flow.type()::withoutResult)
                                .orElseThrow(() -> new MissingMemberException("data.result")));
            case "CONSUMER_INPUT_NEEDED" -> new FlowStatus.ConsumerInputNeeded<>(flow, state);
            case "ABORTED" -> new FlowStatus.Aborted<>(flow, state);
            case "EXCEPTION" -> new FlowStatus.Failed<>(flow, state, error);
            case "PROCESSING" -> new FlowStatus.Processing<>(flow, state);
            default -> {
                Unknowns.word("data", "state");
                yield new FlowStatus.Processing<>(flow, state);
            }
        };
    }

    /** A flow that has not finished can hold anything under its result; only a finished one has to be readable. */
    private static <R> FlowAnswer<R> withoutResult(JsonBody body, JacksonException trouble) {
        JsonNode data = body.tree().path("data");
        JsonNode state = data.path("state");
        if (!state.isString() || state.stringValue().equalsIgnoreCase("FINISHED")) {
            throw trouble;
        }
        return new FlowAnswer<>(
                text(data, "flow_id"),
                state.stringValue(),
                text(data, "self").map(ApiLink::new),
                text(data, "client_token").map(ClientToken::new),
                Optional.empty());
    }

    private static Optional<String> text(JsonNode data, String member) {
        return data.path(member).isString() ? Optional.of(data.path(member).stringValue()) : Optional.empty();
    }

    private static boolean isException(String state) {
        return state.equalsIgnoreCase("EXCEPTION");
    }

    private Flow<R> flow(FlowType<R> type, @Nullable Flow<R> known) {
        if (known != null) {
            return clientToken
                    .map(latest -> new Flow<>(type, known.flowId(), known.self(), latest))
                    .orElse(known);
        }
        return new Flow<>(
                type,
                flowId.orElseThrow(() -> new MissingMemberException("data.flow_id")),
                self.orElseThrow(() -> new MissingMemberException("data.self")),
                clientToken.orElseThrow(() -> new MissingMemberException("data.client_token")));
    }

    /** The state; everything else stays hidden. */
    @Override
    public String toString() {
        return "FlowAnswer[" + state + "]";
    }
}
