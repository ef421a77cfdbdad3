package io.github.kosmasdk.playground;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The stand-in for the XS2A App: the launcher that pages load, the App in its frame, and what the App alone may ask.
 * Served beside the Auth API, under the paths that the real ones have on their own host.
 */
final class StandInApp {
    static final String LAUNCHER = "/xs2a/app-launcher/v0/xs2a-app-launcher.js";
    private static final String APP = "/xs2a/widget-app/v1/";
    private static final String JAVASCRIPT = "text/javascript;charset=utf-8";
    private static final Map<String, String> FILES = Map.of(
            "index.html", "text/html;charset=utf-8",
            "app.css", "text/css;charset=utf-8",
            "app.js", JAVASCRIPT,
            "crypto.js", JAVASCRIPT,
            "forms.js", JAVASCRIPT);
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src data:; base-uri 'none'; form-action 'none'";

    private final Sessions sessions;

    StandInApp(Sessions sessions) {
        this.sessions = sessions;
    }

    static boolean serves(String path) {
        return path.equals(LAUNCHER) || path.startsWith(APP);
    }

    Reply handle(Call call) {
        if (!call.method().equals("GET")) {
            throw ApiError.methodNotAllowed(call.method(), call.path());
        }
        if (call.path().equals(LAUNCHER)) {
            return file("launcher.js", JAVASCRIPT);
        }
        String name = call.path().substring(APP.length());
        return switch (name) {
            case "banks" -> banks();
            case "returned" -> returned(call.query().getOrDefault("redirect_id", ""));
            default -> {
                String type = FILES.get(name);
                if (type == null) {
                    throw ApiError.notFound("There is nothing at " + call.path());
                }
                yield file(name, type);
            }
        };
    }

    /** Which banks the App offers; the real one searches in a directory of its own. */
    private static Reply banks() {
        ObjectNode json = Json.object();
        ArrayNode banks = json.putArray("banks");
        for (Bank bank : Bank.all()) {
            banks.addObject()
                    .put("bank_name", "Demo Bank")
                    .put("bank_code", bank.bankCode())
                    .put("country_code", bank.countryCode());
        }
        return Reply.json(200, json);
    }

    /** Where the bank's page has sent the consumer's other window; 204 while it has not. */
    private Reply returned(String redirectId) {
        return sessions.returned(redirectId)
                .map(url -> Reply.json(200, Json.object().put("return_url", url)))
                .orElseGet(Reply::noContent);
    }

    private static Reply file(String name, String type) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", type);
        headers.put("Cache-Control", "no-cache");
        headers.put("X-Content-Type-Options", "nosniff");
        if (name.endsWith(".html")) {
            headers.put("Content-Security-Policy", POLICY);
        }
        return new Reply(200, headers, content(name), Duration.ZERO);
    }

    private static String content(String name) {
        try (InputStream file = StandInApp.class.getResourceAsStream("/kosma/xs2a-app/" + name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is not in the jar of the playground");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
