package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.error.CallInfo;
import io.github.kosmasdk.error.ErrorAnswer;
import io.github.kosmasdk.error.ErrorCategory;
import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.error.KosmaAuthenticationException;
import io.github.kosmasdk.error.KosmaConflictException;
import io.github.kosmasdk.error.KosmaConsentException;
import io.github.kosmasdk.error.KosmaInvalidRequestException;
import io.github.kosmasdk.error.KosmaNotFoundException;
import io.github.kosmasdk.error.KosmaServiceException;
import io.github.kosmasdk.error.RotatedTokens;
import io.github.kosmasdk.error.ServiceError;
import io.github.kosmasdk.internal.json.ErrorBody;
import io.github.kosmasdk.internal.json.JsonBody;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Makes the exception that fits an error answer. */
final class ApiErrors {

    /** What asks for more than that has not understood the header. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(365);

    private ApiErrors() {}

    static KosmaApiException of(int status, HttpHeaders headers, JsonBody body, CallInfo call, Scheduler clock) {
        JsonNode tree = tree(body);
        ErrorAnswer answer = new ErrorAnswer(
                status,
                ErrorBody.ofAnswer(tree).orElse(ServiceError.UNKNOWN),
                Optional.ofNullable(retryAfter(headers.get(HttpHeaderNames.RETRY_AFTER), clock)),
                tokens(tree, body));
        if (status < 400) {
            return new KosmaApiException(answer, call);
        }
        ErrorCategory category = answer.error().category();
        if (category.isA(ErrorCategory.CONSENT)) {
            return new KosmaConsentException(answer, call);
        }
        if (category.isTroubleOfOthers()) {
            return new KosmaServiceException(answer, call);
        }
        return switch (status) {
            case 400, 422 -> new KosmaInvalidRequestException(answer, call);
            case 401, 403 -> new KosmaAuthenticationException(answer, call);
            case 404 -> new KosmaNotFoundException(answer, call);
            case 409 -> new KosmaConflictException(answer, call);
            default ->
                status >= 500 || status == 429
                        ? new KosmaServiceException(answer, call)
                        : new KosmaApiException(answer, call);
        };
    }

    /** Also out of an answer that cannot be read as a whole: they are good, and nothing else may be. */
    private static RotatedTokens tokens(JsonNode tree, JsonBody body) {
        return tree.isMissingNode()
                ? new RotatedTokens(body.salvage("/consent_token"), body.salvage("/transfer_token"))
                : ErrorBody.tokensIn(tree);
    }

    /** Whatever the answer calls itself: a page of a proxy is no JSON, and JSON without its type still says why. */
    private static JsonNode tree(JsonBody body) {
        try {
            return body.tree();
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /** Seconds or an HTTP date; anything else, a date that has passed or lies years ahead, counts as not said. */
    private static @Nullable Duration retryAfter(@Nullable String value, Scheduler clock) {
        if (value == null) {
            return null;
        }
        try {
            Duration wait = value.strip().matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(value.strip()))
                    : Duration.between(
                            Instant.ofEpochMilli(clock.now(TimeUnit.MILLISECONDS)),
                            ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME));
            return wait.isNegative() || wait.compareTo(LONGEST_WAIT) > 0 ? null : wait;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
