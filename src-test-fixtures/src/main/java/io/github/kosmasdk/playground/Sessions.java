package io.github.kosmasdk.playground;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Everything the simulator remembers between two requests. */
final class Sessions {
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Map<String, Flow> flows = new ConcurrentHashMap<>();
    private final Map<String, BankPage> pages = new ConcurrentHashMap<>();
    private final Map<String, String> returned = new ConcurrentHashMap<>();

    /** The page of the bank that a redirect leads to. */
    record BankPage(String redirectId, String state, String returnUrl, String question) {}

    void add(Session session) {
        sessions.put(session.id, session);
    }

    void add(Flow flow) {
        flows.put(flow.id, flow);
    }

    void add(BankPage page) {
        pages.put(page.redirectId(), page);
    }

    Session session(String id) {
        Session session = sessions.get(id);
        if (session == null) {
            throw ApiError.notFound("There is no session with the id " + id);
        }
        return session;
    }

    Flow flow(String id) {
        Flow flow = flows.get(id);
        if (flow == null) {
            throw ApiError.notFound("There is no flow with the id " + id);
        }
        return flow;
    }

    BankPage page(String redirectId) {
        BankPage page = pages.get(redirectId);
        if (page == null) {
            throw ApiError.notFound("There is no login waiting under this address");
        }
        return page;
    }

    /** The consumer has answered the bank's page, which sends the browser to this URL. */
    void returned(BankPage page, String url) {
        returned.put(page.redirectId(), url);
    }

    Optional<String> returned(String redirectId) {
        return Optional.ofNullable(returned.get(redirectId));
    }

    void clear() {
        sessions.clear();
        flows.clear();
        pages.clear();
        returned.clear();
    }
}
