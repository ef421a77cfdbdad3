package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.error.CallInfo;
import io.github.kosmasdk.error.ErrorCategory;
import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.error.KosmaAuthenticationException;
import io.github.kosmasdk.error.KosmaConflictException;
import io.github.kosmasdk.error.KosmaConsentException;
import io.github.kosmasdk.error.KosmaInvalidRequestException;
import io.github.kosmasdk.error.KosmaNotFoundException;
import io.github.kosmasdk.error.KosmaServiceException;
import io.github.kosmasdk.error.ServiceError;
import io.github.kosmasdk.internal.json.ErrorBody;
import io.github.kosmasdk.internal.json.WireJson;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import tools.jackson.core.JacksonException;

/** Makes the exception that fits an error answer. */
final class ApiErrors {

    /** What asks for more than that has not understood the header. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(365);

    private ApiErrors() {}

    static KosmaApiException of(int status, HttpHeaders headers, ByteBuf body, CallInfo call, Scheduler clock) {
        ServiceError error = error(body);
        Duration retryAfter = retryAfter(headers.get(HttpHeaderNames.RETRY_AFTER), clock);
        ErrorCategory category = error.category();
        if (category.isA(ErrorCategory.CONSENT)) {
            return new KosmaConsentException(status, error, call, retryAfter);
        }
        if (category.isA(ErrorCategory.BANK)
                || category.isA(ErrorCategory.TECHNICAL)
                || category.isA(ErrorCategory.MAINTENANCE)) {
            return new KosmaServiceException(status, error, call, retryAfter);
        }
        return switch (status) {
            case 400, 422 -> new KosmaInvalidRequestException(status, error, call, retryAfter);
            case 401, 403 -> new KosmaAuthenticationException(status, error, call, retryAfter);
            case 404 -> new KosmaNotFoundException(status, error, call, retryAfter);
            case 409 -> new KosmaConflictException(status, error, call, retryAfter);
            default ->
                status >= 500 || status == 429
                        ? new KosmaServiceException(status, error, call, retryAfter)
                        : new KosmaApiException(status, error, call, retryAfter);
        };
    }

    /** Whatever the answer calls itself: a page of a proxy is no JSON, and JSON without its type still says why. */
    private static ServiceError error(ByteBuf body) {
        try {
            return ErrorBody.in(WireJson.tree(body)).orElse(ServiceError.UNKNOWN);
        } catch (JacksonException e) {
            return ServiceError.UNKNOWN;
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
