package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.ClientState;
import io.github.kosmasdk.error.CallInfo;
import io.github.kosmasdk.internal.json.JsonBody;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Bytes out, bytes in. One call is one request: nothing is repeated or redirected here. */
public interface Transport extends AutoCloseable {

    /**
     * Sends a request and reads the answer.
     *
     * @param request the request
     * @param reader called once with the whole answer; the body is released when it returns
     * @param <R> what the reader makes of it
     * @return what the reader made; empty when that is nothing
     */
    <R> Mono<R> exchange(Request request, AnswerReader<R> reader);

    /**
     * Loads what the first exchange would load, and connects nothing.
     *
     * @return empty, when it is loaded
     */
    default Mono<Void> warmUp() {
        return Mono.empty();
    }

    /**
     * How the connections are doing.
     *
     * @return those that are open at this moment
     */
    default ClientState.Connections connections() {
        return ClientState.Connections.NONE;
    }

    @Override
    void close();

    /**
     * A request.
     *
     * @param call the call it belongs to
     * @param replay whether it may be sent again
     * @param attempt which attempt of the call it is, from 1
     * @param method the HTTP method
     * @param target where it goes
     * @param headers its headers
     * @param body its body, {@code null} for none
     * @param departure asked just before the first byte; when it says no, nothing may be written
     */
    record Request(
            CallInfo call,
            ReplayPolicy replay,
            int attempt,
            HttpMethod method,
            Target target,
            HttpHeaders headers,
            byte @Nullable [] body,
            Departure departure) {

        /**
         * Where it goes.
         *
         * @return the URL
         */
        public URI uri() {
            return target.uri();
        }

        /** Which attempt of which call; where it goes and what it carries stays hidden. */
        @Override
        public String toString() {
            return call + " (" + replay + ") " + method + ", attempt " + attempt;
        }
    }

    /**
     * Makes something of an answer.
     *
     * @param <R> what it makes
     */
    @FunctionalInterface
    interface AnswerReader<R> {
        /**
         * Reads the answer.
         *
         * @param status the HTTP status
         * @param headers its headers
         * @param body its body, empty when there was none
         * @return what it makes, {@code null} for nothing
         */
        @Nullable
        R read(int status, HttpHeaders headers, JsonBody body);
    }
}
