package io.github.kosmasdk.session;

/** The known states of a session. */
public enum SessionState {
    /** Flows can run. */
    RUNNING,
    /** Over: nothing can be started any more. */
    CLOSED
}
