package io.github.kosmasdk.session;

import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaNotFoundException;
import io.github.kosmasdk.internal.http.Api;
import io.github.kosmasdk.internal.http.Operation;
import io.github.kosmasdk.internal.http.Pipeline;
import io.github.kosmasdk.internal.http.ReplayPolicy;
import io.github.kosmasdk.internal.json.JsonBody;
import io.github.kosmasdk.internal.json.WireJson;
import io.netty.handler.codec.http.HttpMethod;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Sessions: started, read, closed.
 *
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/session.html">Session</a>
 */
public final class ReactiveSessionsClient {

    private static final Function<JsonBody, Session> SESSION = WireJson.dataReader(Session.class);
    private static final Function<JsonBody, SessionInfo> SESSION_INFO = WireJson.dataReader(SessionInfo.class);

    private final Pipeline pipeline;

    /**
     * For the SDK's own use; take it from {@link io.github.kosmasdk.KosmaReactiveClient#sessions()}.
     *
     * @param pipeline the way of a call
     */
    public ReactiveSessionsClient(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /**
     * Starts a session. Each call starts a new one; it is never sent twice.
     *
     * @param request what it is started with
     * @return the session, or a {@link KosmaException}
     */
    public Mono<Session> start(SessionRequest request) {
        return Mono.defer(() -> pipeline.execute(Operation.xs2a(
                "sessions.start",
                ReplayPolicy.CREATES,
                HttpMethod.PUT,
                pipeline.link(Api.XS2A, "/xs2a/v1/sessions"),
                request,
                SESSION)));
    }

    /**
     * Looks at a session.
     *
     * @param session the session
     * @return it as it is now, or a {@link KosmaException}
     */
    public Mono<SessionInfo> read(Session session) {
        return pipeline.execute(
                Operation.xs2a("sessions.read", ReplayPolicy.SAFE, HttpMethod.GET, session.self(), null, SESSION_INFO));
    }

    /**
     * Closes a session. One that is gone already counts as closed. A consent must be fetched before.
     *
     * @param session the session
     * @return the end, or a {@link KosmaException}
     */
    public Mono<Void> close(Session session) {
        return pipeline.execute(Operation.delete("sessions.close", session.self()))
                .onErrorResume(KosmaNotFoundException.class, gone -> Mono.empty());
    }
}
