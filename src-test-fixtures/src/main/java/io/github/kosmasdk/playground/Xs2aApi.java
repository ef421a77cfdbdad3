package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.Flow.State;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The XS2A API: sessions and flows. */
final class Xs2aApi {
    static final String SESSIONS = "/xs2a/v1/sessions";

    private final Sessions sessions;
    private final Wizard wizard;
    private final Results results;
    private final ConsentApi consents;
    private final Supplier<URI> baseUrl;
    private final Duration slowDelay;

    Xs2aApi(
            Sessions sessions,
            Wizard wizard,
            Results results,
            ConsentApi consents,
            Supplier<URI> baseUrl,
            Duration slowDelay) {
        this.sessions = sessions;
        this.wizard = wizard;
        this.results = results;
        this.consents = consents;
        this.baseUrl = baseUrl;
        this.slowDelay = slowDelay;
    }

    Reply handle(Call call) {
        if (call.path().equals(SESSIONS)) {
            require(call, "PUT");
            return startSession(call);
        }
        if (call.path().startsWith(ConsentApi.CONSENTS + "/")) {
            return consents.handle(call);
        }
        List<String> segments = call.segmentsAfter(SESSIONS);
        if (segments.isEmpty() || segments.get(0).isEmpty()) {
            throw nothingAt(call);
        }
        Session session = sessions.session(segments.get(0));
        Reply reply;
        synchronized (session) {
            try {
                reply = handle(call, session, segments.subList(1, segments.size()));
            } catch (ApiError refused) {
                reply = refused.toReply();
            }
        }
        return session.slow ? reply.after(slowDelay) : reply;
    }

    private Reply handle(Call call, Session session, List<String> path) {
        if (path.isEmpty()) {
            return switch (call.method()) {
                case "GET" -> Reply.json(200, Json.data(view(session)));
                case "DELETE" -> close(session, call);
                default -> throw ApiError.methodNotAllowed(call.method(), call.path());
            };
        }
        if (session.closed) {
            throw ApiError.notFound("The session is closed");
        }
        if (path.equals(List.of("consent", "get"))) {
            require(call, "POST");
            Body.of(call.body()).complete();
            return Reply.json(200, Json.data(consents.fetch(session)));
        }
        if (path.size() == 2 && path.get(0).equals("flows")) {
            FlowType type = FlowType.ofSegment(path.get(1));
            if (type != null && call.method().equals("PUT")) {
                return startFlow(session, type, call);
            }
            Flow flow = flow(session, path.get(1));
            return switch (call.method()) {
                case "GET" -> read(flow);
                case "DELETE" -> abort(flow, call);
                default -> throw ApiError.methodNotAllowed(call.method(), call.path());
            };
        }
        if (path.size() == 3 && path.get(0).equals("flows") && path.get(2).equals("list")) {
            require(call, "POST");
            return nextPage(flow(session, path.get(1)), call);
        }
        throw nothingAt(call);
    }

    private Reply startSession(Call call) {
        Session session = new Session(SessionRequest.of(Body.of(call.body())));
        sessions.add(session);
        String self = selfUrl(session);
        ObjectNode data = identity(session).put("self", self).put("consent", self + "/consent/get");
        ObjectNode flows = data.putObject("flows");
        for (FlowType type : FlowType.values()) {
            if (type != FlowType.INSIGHTS_REFRESH || session.request.allowsInsights()) {
                flows.put(type.key(), self + "/flows/" + type.segment());
            }
        }
        return Reply.json(201, Json.data(data));
    }

    private ObjectNode view(Session session) {
        ObjectNode data = identity(session).put("state", session.closed ? "CLOSED" : "RUNNING");
        Flow running = session.runningFlow();
        if (running != null) {
            data.set("current_flow", link(running));
        }
        ArrayNode previous = data.putArray("previous_flows");
        session.flows.stream().filter(flow -> flow != running).forEach(flow -> previous.add(link(flow)));
        if (session.bank != null) {
            data.set("bank", session.bank.toJson(session.connection));
        }
        return data;
    }

    private static Reply close(Session session, Call call) {
        Body.of(call.body()).complete();
        if (session.closed) {
            throw ApiError.notFound("The session is closed already");
        }
        Flow running = session.runningFlow();
        if (running != null) {
            running.end(State.ABORTED);
        }
        session.closed = true;
        return Reply.noContent();
    }

    private Reply startFlow(Session session, FlowType type, Call call) {
        if (session.runningFlow() != null) {
            throw ApiError.conflict(
                    "A new flow cannot be started for session with the provided id as long as there is a running flow");
        }
        if (type == FlowType.INSIGHTS_REFRESH && !session.request.allowsInsights()) {
            throw ApiError.badRequest("The session's 'consent_scope' has no 'insights_refresh'");
        }
        FlowRequest request = FlowRequest.of(type, Body.of(call.body()), results.today());
        Flow flow = new Flow(session, type, request);
        flow.clientToken =
                Jwt.of(Json.object().put("auth_url", wizard.authUrl(flow).toString()));
        wizard.begin(flow);
        session.flows.add(flow);
        sessions.add(flow);
        ObjectNode data = Json.object()
                .put("flow_id", flow.id)
                .put("state", flow.state.name())
                .put("self", wizard.selfUrl(flow).toString())
                .put("client_token", flow.clientToken);
        return Reply.json(201, Json.data(data));
    }

    private Reply read(Flow flow) {
        wizard.read(flow);
        ObjectNode data = Json.object().put("state", flow.state.name()).put("client_token", flow.clientToken);
        if (flow.result != null) {
            data.set("result", flow.result);
        }
        if (flow.trouble != null) {
            data.putObject("error").put("code", flow.trouble.code()).put("message", flow.trouble.message());
        }
        return Reply.json(200, Json.data(data));
    }

    private static Reply abort(Flow flow, Call call) {
        Body.of(call.body()).complete();
        if (flow.state.isTerminal()) {
            throw ApiError.notFound("The flow is over already: its state is " + flow.state);
        }
        flow.end(State.ABORTED);
        return Reply.noContent();
    }

    private Reply nextPage(Flow flow, Call call) {
        if (flow.type != FlowType.TRANSACTIONS) {
            throw ApiError.notFound("Only a transactions flow has pages");
        }
        if (flow.state != State.FINISHED) {
            throw ApiError.conflict("The flow is not finished: its state is " + flow.state);
        }
        Body body = Body.of(call.body());
        String offset = body.requiredText("offset");
        body.complete();
        ObjectNode data = Json.object().put("state", flow.state.name());
        data.set("result", results.page(flow, Objects.requireNonNull(offset), wizard.listUrl(flow)));
        return Reply.json(200, Json.data(data));
    }

    private Flow flow(Session session, String id) {
        Flow flow = sessions.flow(id);
        if (flow.session != session) {
            throw ApiError.notFound("There is no flow with the id " + id);
        }
        return flow;
    }

    private ObjectNode link(Flow flow) {
        return Json.object()
                .put("flow_id", flow.id)
                .put("url", wizard.selfUrl(flow).toString())
                .put("type", flow.type.key());
    }

    private static ObjectNode identity(Session session) {
        return Json.object().put("session_id", session.id).put("session_id_short", Ids.shortened(session.id));
    }

    private String selfUrl(Session session) {
        return baseUrl.get() + SESSIONS + "/" + session.id;
    }

    private static void require(Call call, String method) {
        if (!call.method().equals(method)) {
            throw ApiError.methodNotAllowed(call.method(), call.path());
        }
    }

    private static ApiError nothingAt(Call call) {
        return ApiError.notFound("There is nothing at " + call.path());
    }
}
