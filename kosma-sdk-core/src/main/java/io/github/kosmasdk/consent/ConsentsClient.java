package io.github.kosmasdk.consent;

import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.internal.Blocking;
import io.github.kosmasdk.session.Session;

/** The blocking face of {@link ReactiveConsentsClient}. */
public final class ConsentsClient {

    private final ReactiveConsentsClient reactive;

    /**
     * For the SDK's own use; take it from {@link io.github.kosmasdk.KosmaClient#consents()}.
     *
     * @param reactive the reactive face
     */
    public ConsentsClient(ReactiveConsentsClient reactive) {
        this.reactive = reactive;
    }

    /**
     * Fetches the consent of a session, once one of its flows has finished and before it is closed. Every fetch gives a
     * new token and ends the one before, so it is never sent twice.
     *
     * @param session the session
     * @return the consent
     * @throws KosmaException when it cannot be fetched: not found when the session has none to give
     */
    public Consent fetch(Session session) {
        return Blocking.await(reactive.fetch(session));
    }
}
