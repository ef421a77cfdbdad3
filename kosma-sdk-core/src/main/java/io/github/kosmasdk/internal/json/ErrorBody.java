package io.github.kosmasdk.internal.json;

import io.github.kosmasdk.error.FieldError;
import io.github.kosmasdk.error.RotatedTokens;
import io.github.kosmasdk.error.ServiceError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what the service says went wrong. Never fails: what is not there is left out. */
public final class ErrorBody {

    private static final Set<String> OF_THE_ANSWER =
            Set.of("error", "consent_token", "transfer_token", "error_code", "error_messages", "correlation_id");
    private static final Set<String> OF_AN_ERROR = Set.of("code", "message", "errors");
    private static final Set<String> OF_A_FIELD = Set.of("code", "message", "location");

    private ErrorBody() {}

    /**
     * Looks for the error of an error answer: under {@code error}, or as the bank directory writes it.
     *
     * @param answer the whole answer
     * @return the error, empty when there is none
     */
    public static Optional<ServiceError> ofAnswer(JsonNode answer) {
        return in(answer).or(() -> ofBankDirectory(answer));
    }

    /** Its codes are words of its own; {@code TECHNICAL} is a category too. */
    private static Optional<ServiceError> ofBankDirectory(JsonNode answer) {
        return Optional.ofNullable(text(answer, "error_code"))
                .map(code -> new ServiceError(
                        code,
                        answer.path("error_messages")
                                .valueStream()
                                .filter(JsonNode::isString)
                                .map(JsonNode::stringValue)
                                .collect(Collectors.joining("; ")),
                        List.of()));
    }

    /**
     * Looks for an error.
     *
     * @param owner where it may stand, under the member {@code error}
     * @return the error, empty when there is none
     */
    public static Optional<ServiceError> in(JsonNode owner) {
        JsonNode error = owner.path("error");
        return error.isObject() ? Optional.of(read(error)) : Optional.empty();
    }

    /**
     * Looks for the error of a failed flow: in {@code data.error}, then {@code data.result.error}, then {@code error}.
     *
     * @param answer the whole answer
     * @return the error, {@link ServiceError#UNKNOWN} when there is none
     */
    public static ServiceError ofFlow(JsonNode answer) {
        JsonNode data = answer.path("data");
        return in(data).or(() -> in(data.path("result"))).or(() -> in(answer)).orElse(ServiceError.UNKNOWN);
    }

    /**
     * Looks for the tokens that an error answer to a call with a consent carries at its top level.
     *
     * @param answer the whole answer
     * @return the tokens
     */
    public static RotatedTokens tokensIn(JsonNode answer) {
        Unknowns.members(answer, OF_THE_ANSWER);
        return new RotatedTokens(token(answer, "consent_token"), token(answer, "transfer_token"));
    }

    /**
     * Looks for tokens in an answer of any kind.
     *
     * @param answer the whole answer
     * @return the tokens
     */
    public static RotatedTokens tokensAnywhereIn(JsonNode answer) {
        JsonNode data = answer.path("data");
        RotatedTokens ofError = tokensIn(answer);
        return new RotatedTokens(
                ofError.consentToken().or(() -> token(data, "consent_token")),
                ofError.transferToken().or(() -> token(data.path("result"), "transfer_token")));
    }

    private static ServiceError read(JsonNode error) {
        Unknowns.members(error, OF_AN_ERROR, "error");
        List<FieldError> fieldErrors = new ArrayList<>();
        for (JsonNode field : error.path("errors").values()) {
            Unknowns.members(field, OF_A_FIELD, "error", "errors[]");
            fieldErrors.add(new FieldError(text(field, "code"), text(field, "message"), text(field, "location")));
        }
        String code = text(error, "code");
        String message = text(error, "message");
        return new ServiceError(code == null ? "" : code, message == null ? "" : message, fieldErrors);
    }

    /** What is no text, or a blank one, is no token: it would take the place of a good one. */
    private static Optional<String> token(JsonNode owner, String member) {
        return owner.path(member).stringValueOpt().filter(token -> !token.isBlank());
    }

    private static @Nullable String text(JsonNode owner, String member) {
        JsonNode value = owner.path(member);
        return value.isString() || value.isNumber() ? value.asString() : null;
    }
}
