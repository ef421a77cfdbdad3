package io.github.kosmasdk.playground;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The Auth API and, on the same origin, what browsers load: the stand-in for the XS2A App, the demo bank's page. */
final class AuthApi {
    static final String WIZARD = "/branded/xs2a/v1/wizard";
    static final String BANK_PAGE = "/bank/authorize";

    private final Sessions sessions;
    private final Wizard wizard;
    private final StandInApp app;
    private final Duration slowDelay;

    AuthApi(Sessions sessions, Wizard wizard, Duration slowDelay) {
        this.sessions = sessions;
        this.wizard = wizard;
        this.app = new StandInApp(sessions);
        this.slowDelay = slowDelay;
    }

    /** What is served for browsers only, and is no part of the API. */
    static boolean isForBrowsers(String path) {
        return path.startsWith(BANK_PAGE) || StandInApp.serves(path);
    }

    Reply handle(Call call) {
        if (call.path().equals(BANK_PAGE)) {
            return bankPage(call);
        }
        if (StandInApp.serves(call.path())) {
            return app.handle(call);
        }
        List<String> segments = call.segmentsAfter(WIZARD);
        if (segments.size() != 1) {
            throw ApiError.notFound("There is nothing at " + call.path());
        }
        Flow flow = sessions.flow(segments.get(0));
        Reply reply;
        synchronized (flow.session) {
            try {
                reply = wizard(call, flow);
            } catch (ApiError refused) {
                reply = refused.toReply();
            }
        }
        return flow.session.slow ? reply.after(slowDelay) : reply;
    }

    private Reply wizard(Call call, Flow flow) {
        if (flow.session.closed) {
            throw ApiError.notFound("The session of this flow is closed");
        }
        switch (call.method()) {
            case "GET" -> wizard.read(flow);
            case "POST" -> {
                if (flow.state.isTerminal()) {
                    throw ApiError.conflict("The flow is over: its state is " + flow.state);
                }
                if (!call.query().getOrDefault("step", "0").equals(Integer.toString(flow.stage))) {
                    throw ApiError.conflict("This step is over: go on with 'next' of the latest answer");
                }
                wizard.answer(flow, Body.of(call.body()));
            }
            default -> throw ApiError.methodNotAllowed(call.method(), call.path());
        }
        return Reply.json(200, Json.data(wizard.view(flow)));
    }

    private Reply bankPage(Call call) {
        if (!call.method().equals("GET")) {
            throw ApiError.methodNotAllowed(call.method(), call.path());
        }
        Sessions.BankPage page = sessions.page(call.query().getOrDefault("request", ""));
        String result = call.query().get("result");
        if (result == null) {
            return Reply.html(200, pageAskingFor(page));
        }
        if (!List.of("success", "failure").contains(result)) {
            throw ApiError.badRequest("'result' is success or failure");
        }
        String[] returnUrl = page.returnUrl().split("#", 2);
        String location = returnUrl[0]
                + (returnUrl[0].contains("?") ? "&" : "?") + "state=" + page.state() + "&result=" + result
                + (returnUrl.length > 1 ? "#" + returnUrl[1] : "");
        sessions.returned(page, location);
        return Reply.html(302, "").with("Location", location);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String pageAskingFor(Sessions.BankPage page) {
        String link = BANK_PAGE + "?request=" + page.redirectId() + "&amp;state=" + page.state() + "&amp;result=";
        return String.format(Locale.ROOT, """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <link rel="icon" href="data:,">
                <title>Demo Bank</title>
                <style>
                body { margin: 2rem auto; max-width: 40rem; padding: 0 1rem; font: 1.1rem/1.5 system-ui, sans-serif; color: #17171f; background: #ffffff; }
                a { display: inline-block; padding: .6rem 1rem; color: #5b2a86; }
                @media (prefers-color-scheme: dark) { body { color: #f2f2f7; background: #1b1b24; } a { color: #cfb2ec; } }
                </style>
                </head>
                <body>
                <main>
                <h1>Demo Bank</h1>
                <p>%s</p>
                <p><a id="approve" href="%ssuccess">Approve</a> <a id="deny" href="%sfailure">Deny</a></p>
                </main>
                </body>
                </html>
                """, escaped(page.question()), link, link);
    }
}
