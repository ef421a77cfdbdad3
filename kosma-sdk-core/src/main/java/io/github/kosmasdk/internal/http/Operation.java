package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.internal.json.JsonBody;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One thing the SDK can ask of the service, described once. The reactive face runs it, the blocking face waits for it.
 *
 * @param name its name in exceptions and logs, such as {@code sessions.start}
 * @param api the API it belongs to
 * @param method the HTTP method
 * @param link where it goes; checked before it is called
 * @param body what is sent as JSON, {@code null} for nothing
 * @param consumerUserAgent the consumer's user agent where the API wants it in place of the SDK's own
 * @param reader makes the result out of a successful answer's body, {@code null} when the body does not matter
 * @param replay whether it may be sent again
 * @param <R> the result
 */
public record Operation<R>(
        String name,
        Api api,
        HttpMethod method,
        ApiLink link,
        @Nullable Object body,
        Optional<String> consumerUserAgent,
        @Nullable Function<JsonBody, R> reader,
        ReplayPolicy replay) {

    /** Checks the parts. */
    public Operation {
        Objects.requireNonNull(replay, "replay");
    }

    /** Its name; where it goes and what it carries stays hidden. */
    @Override
    public String toString() {
        return name;
    }

    /**
     * An operation of the XS2A API.
     *
     * @param name its name
     * @param replay whether it may be sent again
     * @param method the HTTP method
     * @param link where it goes
     * @param body what is sent as JSON, {@code null} for nothing
     * @param reader makes the result
     * @param <R> the result
     * @return the operation
     */
    public static <R> Operation<R> xs2a(
            String name,
            ReplayPolicy replay,
            HttpMethod method,
            ApiLink link,
            @Nullable Object body,
            Function<JsonBody, R> reader) {
        return new Operation<>(name, Api.XS2A, method, link, body, Optional.empty(), reader, replay);
    }

    /**
     * A DELETE of the XS2A API; what it answers does not matter.
     *
     * @param name its name
     * @param link what is deleted
     * @return the operation
     */
    public static Operation<Void> delete(String name, ApiLink link) {
        return new Operation<>(
                name, Api.XS2A, HttpMethod.DELETE, link, null, Optional.empty(), null, ReplayPolicy.SAFE);
    }
}
