package io.github.kosmasdk.internal.http;

import java.util.concurrent.atomic.AtomicReference;

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

    Departure(Deadline deadline) {
        this.deadline = deadline;
    }

    /**
     * The sender asks, just before the first byte. Once a call has left, its later attempts leave too. After the deadline
     * nothing leaves, also where the timer comes late: whoever waited for the end of this call may go on already.
     *
     * @return {@code false} when the request was called off: nothing of it may be written
     */
    public boolean leave() {
        if (deadline.left().isZero()) {
            callOff();
            return false;
        }
        return state.compareAndSet(State.WAITING, State.LEFT) || hasLeft();
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
