package io.github.kosmasdk.playground;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Trouble on demand. A fault is armed as soon as it is described and, unless told otherwise, strikes once:
 *
 * <pre>{@code
 * playground.faults().onXs2a("GET", ".*&#47;flows/.*").times(2).status(503).header("Retry-After", "1");
 * playground.faults().onAuth("POST", ".*").dropConnection().afterHandling();
 * }</pre>
 *
 * Of several faults that fit a request, the one described first strikes.
 */
public final class Faults {
    enum Origin {
        XS2A,
        AUTH
    }

    private final List<Fault> armed = new CopyOnWriteArrayList<>();

    Faults() {}

    /**
     * Arms a fault on the XS2A API.
     *
     * @param method the HTTP method, or {@code *} for any
     * @param pathRegex a regular expression that has to match the whole path, without the query
     */
    public Fault onXs2a(String method, String pathRegex) {
        return arm(Origin.XS2A, method, pathRegex);
    }

    /**
     * Arms a fault on the Auth API.
     *
     * @param method the HTTP method, or {@code *} for any
     * @param pathRegex a regular expression that has to match the whole path, without the query
     */
    public Fault onAuth(String method, String pathRegex) {
        return arm(Origin.AUTH, method, pathRegex);
    }

    /** Disarms all faults and releases the requests that {@link Fault#never()} or {@link Fault#delay} hold back. */
    public void clear() {
        List<Fault> disarmed = List.copyOf(armed);
        armed.removeAll(disarmed);
        disarmed.forEach(fault -> fault.released.countDown());
    }

    private Fault arm(Origin origin, String method, String pathRegex) {
        Fault fault = new Fault(origin, method.toUpperCase(Locale.ROOT), Pattern.compile(pathRegex));
        armed.add(fault);
        return fault;
    }

    @Nullable
    Fault strike(Origin origin, String method, String path) {
        for (Fault fault : armed) {
            if (fault.strikes(origin, method, path)) {
                return fault;
            }
        }
        return null;
    }

    /** One fault. Without any of the answers below it only delays, or adds headers to, the regular answer. */
    public static final class Fault {
        enum Kind {
            NONE,
            DROP,
            EMPTY,
            GARBAGE,
            MALFORMED_CHUNK,
            STATUS,
            HTML_STATUS,
            NEVER
        }

        private final Origin origin;
        private final String method;
        private final Pattern path;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private final CountDownLatch released = new CountDownLatch(1);
        private Kind kind = Kind.NONE;
        private int status;
        private String errorCode = "";
        private String errorMessage = "";
        private Duration delay = Duration.ZERO;
        private boolean afterHandling;
        private int times = 1;
        private int hits;

        private Fault(Origin origin, String method, Pattern path) {
            this.origin = origin;
            this.method = method;
            this.path = path;
        }

        /** Strikes {@code count} times instead of once. */
        public synchronized Fault times(int count) {
            times = count;
            return this;
        }

        /** Waits before the answer, be it the regular one or that of this fault. */
        public synchronized Fault delay(Duration wait) {
            delay = wait;
            return this;
        }

        /** Resets the connection instead of answering. */
        public Fault dropConnection() {
            return kind(Kind.DROP, 0);
        }

        /** Closes the connection without sending a byte. */
        public Fault emptyResponse() {
            return kind(Kind.EMPTY, 0);
        }

        /** Sends bytes that are no HTTP, then closes the connection. */
        public Fault garbage() {
            return kind(Kind.GARBAGE, 0);
        }

        /** Sends status 200 and a broken chunk, then closes the connection. */
        public Fault malformedChunk() {
            return kind(Kind.MALFORMED_CHUNK, 0);
        }

        /** Answers with this status and the error envelope in JSON, under the code that the service uses for the status. */
        public Fault status(int httpStatus) {
            return error(httpStatus, codeOf(httpStatus), "Injected fault");
        }

        /** Answers with this status and the error envelope in JSON. */
        public synchronized Fault error(int httpStatus, String code, String message) {
            errorCode = code;
            errorMessage = message;
            return kind(Kind.STATUS, httpStatus);
        }

        /** Answers with this status and an HTML page, as a proxy in between would. */
        public Fault htmlStatus(int httpStatus) {
            return kind(Kind.HTML_STATUS, httpStatus);
        }

        /** Does not answer until the faults are cleared or the playground is closed. */
        public Fault never() {
            return kind(Kind.NEVER, 0);
        }

        /** Adds a header to the answer. */
        public synchronized Fault header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        /** Lets the request take its full effect first, so that only its answer is lost. */
        public synchronized Fault afterHandling() {
            afterHandling = true;
            return this;
        }

        /** How often this fault has struck so far. */
        public synchronized int hits() {
            return hits;
        }

        private synchronized Fault kind(Kind kindOfAnswer, int httpStatus) {
            kind = kindOfAnswer;
            status = httpStatus;
            return this;
        }

        private static String codeOf(int httpStatus) {
            return switch (httpStatus) {
                case 401, 403 -> "unauthorized";
                case 404 -> "notFound";
                case 409 -> "CONFLICT";
                case 429 -> "tooManyRequests";
                default -> httpStatus >= 500 ? "TECHNICAL" : "badRequest";
            };
        }

        private synchronized boolean strikes(Origin calledOrigin, String calledMethod, String calledPath) {
            if (hits >= times
                    || origin != calledOrigin
                    || !(method.equals("*") || method.equals(calledMethod))
                    || !path.matcher(calledPath).matches()) {
                return false;
            }
            hits++;
            return true;
        }

        synchronized Kind kind() {
            return kind;
        }

        /** Whether the request is handled as usual, whatever the consumer then gets to see of it. */
        synchronized boolean handlesRequest() {
            return afterHandling || kind == Kind.NONE;
        }

        synchronized Reply reply(@Nullable Reply regular) {
            Reply reply;
            if (kind == Kind.STATUS) {
                reply = new ApiError(status, errorCode, errorMessage, List.of()).toReply();
            } else if (kind == Kind.HTML_STATUS || regular == null) {
                reply = Reply.html(status, "<html><body><h1>" + status + "</h1><p>upstream trouble</p></body></html>");
            } else {
                reply = regular;
            }
            for (Map.Entry<String, String> header : headers.entrySet()) {
                reply = reply.with(header.getKey(), header.getValue());
            }
            return reply;
        }

        void hold() {
            Duration wait;
            boolean forEver;
            synchronized (this) {
                wait = delay;
                forEver = kind == Kind.NEVER;
            }
            if (forEver) {
                Held.until(released);
            } else if (!wait.isZero()) {
                Held.until(released, wait);
            }
        }
    }
}
