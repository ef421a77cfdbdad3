package io.github.kosmasdk.internal.http;

import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Mono;

/**
 * Whether the request of a call has left, settled once. Sender and timer may come at the same moment: whoever is first
 * decides, and the other one obeys.
 */
public final class Departure {

    private enum State {
        WAITING,
        LEFT,
        CALLED_OFF
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final Deadline deadline;
    private volatile Mono<Void> closed = Mono.empty();

    /**
     * Creates it, waiting.
     *
     * @param deadline after which nothing leaves
     */
    public Departure(Deadline deadline) {
        this.deadline = deadline;
    }

    /**
     * The sender asks, just before the first byte. Once a call has left, its later attempts leave too. After the deadline
     * nothing leaves, also where the timer comes late: whoever waited for the end of this call may go on already.
     *
     * @param closed ends when the connection that the request leaves on is closed
     * @return {@code false} when the request was called off: nothing of it may be written
     */
    public boolean leave(Mono<Void> closed) {
        if (deadline.isOver()) {
            callOff();
            return false;
        }
        this.closed = closed;
        return state.compareAndSet(State.WAITING, State.LEFT) || hasLeft();
    }

    /**
     * Waits, for a call that was given up or broke, until no byte of it can leave any more: what was to be written may still
     * stand in a queue.
     *
     * @return ends when the connection of the last attempt is closed, at once when nothing left
     */
    public Mono<Void> over() {
        return Mono.defer(() -> closed);
    }

    /**
     * Whoever gives up the call asks.
     *
     * @return {@code true} when nothing of it has left, and so nothing will
     */
    boolean callOff() {
        return state.compareAndSet(State.WAITING, State.CALLED_OFF) || state.get() == State.CALLED_OFF;
    }

    boolean hasLeft() {
        return state.get() == State.LEFT;
    }
}
