package io.github.kosmasdk.session;

import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.internal.Blocking;

/** The blocking face of {@link ReactiveSessionsClient}. */
public final class SessionsClient {

    private final ReactiveSessionsClient reactive;

    /**
     * For the SDK's own use; take it from {@link io.github.kosmasdk.KosmaClient#sessions()}.
     *
     * @param reactive the reactive face
     */
    public SessionsClient(ReactiveSessionsClient reactive) {
        this.reactive = reactive;
    }

    /**
     * Starts a session. Each call starts a new one; it is never sent twice.
     *
     * @param request what it is started with
     * @return the session
     * @throws KosmaException when it cannot be started
     */
    public Session start(SessionRequest request) {
        return Blocking.await(reactive.start(request));
    }

    /**
     * Looks at a session.
     *
     * @param session the session
     * @return it as it is now
     * @throws KosmaException when it cannot be read
     */
    public SessionInfo read(Session session) {
        return Blocking.await(reactive.read(session));
    }

    /**
     * Closes a session. One that is gone already counts as closed. A consent must be fetched before.
     *
     * @param session the session
     * @throws KosmaException when it cannot be closed
     */
    public void close(Session session) {
        Blocking.run(reactive.close(session));
    }
}
