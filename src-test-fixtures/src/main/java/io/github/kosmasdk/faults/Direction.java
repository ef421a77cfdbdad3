package io.github.kosmasdk.faults;

import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The faults of one direction of a proxy. Each method changes one of them, for connections that are open too, and has taken effect
 * when it returns. Bytes are counted from the start of a connection, or from the change when the connection is older than it.
 *
 * <p>Of cut, reset, half-close and black hole a direction has one at most: the latest one that was set.
 */
public final class Direction {

    private final TcpFaultProxy proxy;
    private Rules rules = Rules.NONE;

    /** What holds in a direction. */
    record Rules(
            Duration latency,
            Duration jitter,
            long bytesPerSecond,
            Duration lateEnd,
            @Nullable Strike strike) {

        static final Rules NONE = new Rules(Duration.ZERO, Duration.ZERO, Long.MAX_VALUE, Duration.ZERO, null);

        Rules with(Strike strike) {
            return new Rules(latency, jitter, bytesPerSecond, lateEnd, strike);
        }
    }

    Direction(TcpFaultProxy proxy) {
        this.proxy = proxy;
    }

    Rules rules() {
        return rules;
    }

    void forget() {
        rules = Rules.NONE;
    }

    private Direction change(UnaryOperator<Rules> change) {
        proxy.change(() -> rules = change.apply(rules));
        return this;
    }

    /**
     * Every byte arrives later. The order stays, and so does the throughput.
     *
     * @param delay how much later; zero for not at all
     * @return this
     */
    public Direction latency(Duration delay) {
        return latency(delay, Duration.ZERO);
    }

    /**
     * Every byte arrives later, some more than others. The order stays.
     *
     * @param delay how much later at least
     * @param jitter how much later than that at most; each piece that is read draws its own
     * @return this
     */
    public Direction latency(Duration delay, Duration jitter) {
        requireTime(delay);
        requireTime(jitter);
        return change(was -> new Rules(delay, jitter, was.bytesPerSecond, was.lateEnd, was.strike));
    }

    /**
     * Limits the throughput of each connection.
     *
     * @param bytesPerSecond how many bytes pass in a second
     * @return this
     */
    public Direction bandwidth(long bytesPerSecond) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("at least one byte has to pass in a second: " + bytesPerSecond);
        }
        return change(was -> new Rules(was.latency, was.jitter, bytesPerSecond, was.lateEnd, was.strike));
    }

    /**
     * The sender's end of the connection arrives later than its last byte.
     *
     * @param delay how much later; zero for not at all
     * @return this
     */
    public Direction slowClose(Duration delay) {
        requireTime(delay);
        return change(was -> new Rules(was.latency, was.jitter, was.bytesPerSecond, delay, was.strike));
    }

    /**
     * Both sides see the end of the connection; what they still send is lost.
     *
     * @param bytes how many bytes pass in this direction before
     * @return this
     */
    public Direction cutAfter(long bytes) {
        return strike(Strike.after(Strike.Kind.CUT, bytes));
    }

    /**
     * The same at a random byte. Every connection draws its own from the proxy's seed.
     *
     * @param bytes at one of the next so many bytes
     * @return this
     */
    public Direction cutWithin(long bytes) {
        return strike(Strike.within(Strike.Kind.CUT, bytes));
    }

    /**
     * Both sides see a reset (RST).
     *
     * @param bytes how many bytes pass in this direction before
     * @return this
     */
    public Direction resetAfter(long bytes) {
        return strike(Strike.after(Strike.Kind.RESET, bytes));
    }

    /**
     * The same at a random byte. Every connection draws its own from the proxy's seed.
     *
     * @param bytes at one of the next so many bytes
     * @return this
     */
    public Direction resetWithin(long bytes) {
        return strike(Strike.within(Strike.Kind.RESET, bytes));
    }

    /**
     * The receiver sees the end of this direction and can still send; the rest of what the sender sends is lost.
     *
     * @param bytes how many bytes pass in this direction before
     * @return this
     */
    public Direction halfCloseAfter(long bytes) {
        return strike(Strike.after(Strike.Kind.HALF_CLOSE, bytes));
    }

    /**
     * The same at a random byte. Every connection draws its own from the proxy's seed.
     *
     * @param bytes at one of the next so many bytes
     * @return this
     */
    public Direction halfCloseWithin(long bytes) {
        return strike(Strike.within(Strike.Kind.HALF_CLOSE, bytes));
    }

    /**
     * The rest is swallowed, and the receiver sees nothing of it, not even an end. A connection that has lost bytes stays silent in this
     * direction, also when the faults are cleared.
     *
     * @param bytes how many bytes pass in this direction before
     * @return this
     */
    public Direction blackHoleAfter(long bytes) {
        return strike(Strike.after(Strike.Kind.BLACK_HOLE, bytes));
    }

    /**
     * The same at a random byte. Every connection draws its own from the proxy's seed.
     *
     * @param bytes at one of the next so many bytes
     * @return this
     */
    public Direction blackHoleWithin(long bytes) {
        return strike(Strike.within(Strike.Kind.BLACK_HOLE, bytes));
    }

    private Direction strike(Strike strike) {
        return change(was -> was.with(strike));
    }

    private static void requireTime(Duration delay) {
        if (Objects.requireNonNull(delay).isNegative()) {
            throw new IllegalArgumentException("nothing arrives before it was sent: " + delay);
        }
    }
}
