package io.github.kosmasdk.consent;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.internal.http.Operation;
import io.github.kosmasdk.internal.http.Pipeline;
import io.github.kosmasdk.internal.http.ReplayPolicy;
import io.github.kosmasdk.internal.json.WireJson;
import io.github.kosmasdk.session.Session;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpMethod;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Consents: fetched from a session. */
public final class ReactiveConsentsClient {

    private static final Function<ByteBuf, Consent> CONSENT = WireJson.dataReader(Consent.class);

    private final Pipeline pipeline;

    /**
     * For the SDK's own use; take it from {@link io.github.kosmasdk.KosmaReactiveClient#consents()}.
     *
     * @param pipeline the way of a call
     */
    public ReactiveConsentsClient(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /**
     * Fetches the consent of a session, once one of its flows has finished and before it is closed. Every fetch gives a
     * new token and ends the one before, so it is never sent twice.
     *
     * @param session the session
     * @return the consent, or a {@link KosmaException}: not found when the session has none to give
     */
    public Mono<Consent> fetch(Session session) {
        return Mono.defer(() -> pipeline.execute(
                Operation.xs2a("consents.fetch", ReplayPolicy.ROTATES, HttpMethod.POST, link(session), null, CONSENT)));
    }

    private static ApiLink link(Session session) {
        return session.consent()
                .orElseThrow(() -> new KosmaUsageException("This session has no link to a consent: ask for one with the"
                        + " consent scope when the session is started"));
    }
}
