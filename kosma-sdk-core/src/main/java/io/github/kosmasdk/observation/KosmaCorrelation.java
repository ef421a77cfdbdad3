package io.github.kosmasdk.observation;

/**
 * The names under which a call is known beyond the SDK. Around each of its own log lines about a call, and while it calls a
 * listener of yours, the SDK has {@link #ID} and {@link #OPERATION} in the MDC.
 *
 * <p>The SDK makes an id for each call. Bring one of your own, and all calls below have it, in log, exceptions and in
 * {@code Klarna-Correlation-Id}: one to 64 letters, digits, and {@code . _ : -}. It goes to the service and into every log,
 * so let it tell nothing of a person. In the blocking face it is taken from the MDC of the calling thread, in the reactive
 * face from the context of the subscriber:
 *
 * <pre>{@code
 * try (var id = MDC.putCloseable(KosmaCorrelation.ID, "order-1723")) {
 *     kosma.sessions().read(session);
 * }
 * reactive.sessions().read(session).contextWrite(Context.of(KosmaCorrelation.ID, "order-1723"));
 * }</pre>
 */
public final class KosmaCorrelation {

    /** The correlation id of a call. */
    public static final String ID = "kosma.correlation_id";

    /** The name of the operation, such as {@code sessions.start}. */
    public static final String OPERATION = "kosma.operation";

    private KosmaCorrelation() {}
}
