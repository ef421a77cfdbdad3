package io.github.kosmasdk.faults;

import io.github.kosmasdk.faults.Direction.Rules;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One direction of one connection: what was read waits until it is due, and is written. Belongs to the proxy's thread. */
final class Pipe {
    static final long NEVER = Long.MAX_VALUE;

    private static final int MOST_WAITING = 256 * 1024;
    private static final int SLICES_PER_SECOND = 100;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private enum State {
        PASSING,
        /** The receiver has been told the end. */
        OVER,
        /** The receiver is told nothing any more. */
        SILENT
    }

    /** What was read at once; without bytes, the end. */
    private record Piece(@Nullable ByteBuffer bytes, long due) {}

    private final Connection connection;
    private final boolean toServer;
    private final SocketChannel source;
    private final SocketChannel target;
    private final Random dice;
    private final Deque<Piece> waiting = new ArrayDeque<>();
    private Direction direction;
    private State state = State.PASSING;
    private int bytesWaiting;
    private boolean sourceEnded;
    private boolean targetFull;
    private long lastDue;
    private long nextByteAt;
    private @Nullable Strike armed;
    private long left = NEVER;

    Pipe(
            Connection connection,
            boolean toServer,
            SocketChannel source,
            SocketChannel target,
            Direction direction,
            Random dice) {
        this.connection = connection;
        this.toServer = toServer;
        this.source = source;
        this.target = target;
        this.direction = direction;
        this.dice = dice;
        this.lastDue = System.nanoTime();
        this.nextByteAt = lastDue;
    }

    void obey(Direction other) {
        direction = other;
    }

    boolean wantsBytes() {
        return !sourceEnded && bytesWaiting < MOST_WAITING;
    }

    boolean isTargetFull() {
        return targetFull;
    }

    boolean hasSourceEnded() {
        return sourceEnded;
    }

    boolean isOver() {
        return state == State.OVER;
    }

    boolean isSilent() {
        return state == State.SILENT;
    }

    void silence() {
        state = State.SILENT;
        drop();
    }

    /** Tells the receiver the end, and swallows what still comes. */
    void end() throws IOException {
        if (state == State.PASSING && target.isConnected()) {
            target.shutdownOutput();
        }
        state = State.OVER;
        drop();
    }

    private void drop() {
        waiting.clear();
        bytesWaiting = 0;
        targetFull = false;
    }

    void read(ByteBuffer buffer, long now) throws IOException {
        buffer.clear();
        int count = source.read(buffer);
        if (count < 0) {
            sourceEnded = true;
            connection.tellEnding();
        }
        if (count == 0 || state != State.PASSING) {
            return;
        }
        Rules rules = direction.rules();
        long jitter = (long) (dice.nextDouble() * rules.jitter().toNanos());
        long late = count < 0 ? rules.lateEnd().toNanos() : 0;
        lastDue = Math.max(lastDue, now + rules.latency().toNanos() + jitter + late);
        if (count < 0) {
            waiting.add(new Piece(null, lastDue));
            return;
        }
        byte[] bytes = new byte[count];
        buffer.flip().get(bytes);
        waiting.add(new Piece(ByteBuffer.wrap(bytes), lastDue));
        bytesWaiting += count;
    }

    /** Passes on what is due, and says after how many nanoseconds there is more to do; {@link #NEVER} when that needs an event. */
    long pump(long now) throws IOException {
        arm();
        targetFull = false;
        while (state == State.PASSING) {
            if (left == 0) {
                connection.strike(Objects.requireNonNull(armed).kind(), this);
                return NEVER;
            }
            Piece next = waiting.peek();
            if (next == null) {
                return NEVER;
            }
            long wait = Math.max(next.due() - now, next.bytes() == null ? 0 : nextByteAt - now);
            if (wait > 0) {
                return wait;
            }
            if (next.bytes() == null) {
                end();
            } else if (!write(next.bytes(), now)) {
                targetFull = true;
                return NEVER;
            }
        }
        return NEVER;
    }

    private void arm() {
        Strike strike = direction.rules().strike();
        if (strike != armed) {
            armed = strike;
            left = strike == null ? NEVER : strike.draw(dice);
        }
    }

    private boolean write(ByteBuffer bytes, long now) throws IOException {
        long rate = direction.rules().bytesPerSecond();
        long most = Math.min(left, rate == Long.MAX_VALUE ? rate : Math.max(1, rate / SLICES_PER_SECOND));
        int length = (int) Math.min(most, bytes.remaining());
        ByteBuffer slice = bytes.slice(bytes.position(), length);
        int written = target.write(slice);
        if (written == 0) {
            return false;
        }
        bytes.position(bytes.position() + written);
        bytesWaiting -= written;
        left -= left == NEVER ? 0 : written;
        if (!bytes.hasRemaining()) {
            waiting.remove();
        }
        if (rate != Long.MAX_VALUE) {
            nextByteAt = Math.max(nextByteAt, now) + written * SECOND / rate;
        }
        byte[] passed = new byte[written];
        slice.flip().get(passed);
        connection.passed(toServer, passed);
        return true;
    }
}
