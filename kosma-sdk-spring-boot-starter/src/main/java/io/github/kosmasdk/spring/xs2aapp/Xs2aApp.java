package io.github.kosmasdk.spring.xs2aapp;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts the XS2A App into pages of your own: the App leads the consumer through a flow, in a frame of its own.
 *
 * <p>{@link #html} gives the markup for one flow. It has no inline script, so the page can have a policy that allows none:
 * {@link #contentSecurityPolicy()} says what the App needs. The markup holds the client token, which is made for the
 * browser; the API token and the tokens of consents must never get there.
 *
 * <pre>{@code
 * model.addAttribute("app", xs2aApp.html(Xs2aAppFlow.of(flow.clientToken())
 *         .submit(Xs2aAppCallback.FINISHED, "done")));  // <form id="done" method="post">, then <div th:utext="${app}">
 * }</pre>
 *
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/xs2a-app.html">XS2A App</a>
 */
public final class Xs2aApp {

    /** The launcher of the service. */
    public static final URI LAUNCHER = URI.create("https://x.klarnacdn.net/xs2a/app-launcher/v0/xs2a-app-launcher.js");

    /** Where an application serves the script of this starter, below its context path. */
    static final String SCRIPT = "/kosma/xs2a-app.js";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final URI launcher;
    private final Xs2aAppOptions options;
    private final String scriptPath;

    /**
     * The App as it is launched from somewhere.
     *
     * @param launcher the launcher's script, an absolute URL
     * @param options options for all flows
     * @param contextPath the context path of the application, empty for none
     */
    public Xs2aApp(URI launcher, Xs2aAppOptions options, String contextPath) {
        if (launcher.getScheme() == null || launcher.getRawAuthority() == null) {
            throw new IllegalArgumentException("The launcher of the XS2A App is no absolute URL: " + launcher);
        }
        this.launcher = launcher;
        this.options = options;
        this.scriptPath = contextPath + SCRIPT;
    }

    /**
     * The markup that opens the App for a flow: an element on which its callbacks arrive as events, and two scripts. Put
     * it into the page as it is.
     *
     * @param flow the flow
     * @return the markup, every value in it escaped
     */
    public String html(Xs2aAppFlow flow) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("client-token", flow.clientToken().value());
        attributes.put("configure", JSON.writeValueAsString(options.byName()));
        attributes.put("start-flow", JSON.writeValueAsString(flow.options().byName()));
        attributes.put(
                "submit",
                JSON.writeValueAsString(flow.forms().entrySet().stream()
                        .collect(Collectors.toMap(form -> form.getKey().key(), Map.Entry::getValue))));
        flow.openedBy().ifPresent(button -> attributes.put("opened-by", button));
        return "<div data-xs2a-app"
                + attributes.entrySet().stream()
                        .map(attribute -> " data-" + attribute.getKey() + "=\""
                                + HtmlUtils.htmlEscape(attribute.getValue()) + "\"")
                        .collect(Collectors.joining())
                + "></div>\n"
                + script(scriptPath, "")
                + script(launcher.toString(), " data-xs2a-launcher");
    }

    private static String script(String source, String more) {
        return "<script src=\"" + HtmlUtils.htmlEscape(source) + "\" defer" + more + "></script>\n";
    }

    /**
     * What the App needs of a page's content security policy, to be joined with what the page itself needs.
     *
     * @return the sources by directive: {@code script-src}, {@code frame-src} and {@code connect-src}
     */
    public Map<String, String> contentSecurityPolicySources() {
        String origin = origin();
        Map<String, String> sources = new LinkedHashMap<>();
        sources.put("script-src", origin);
        sources.put("frame-src", origin);
        sources.put("connect-src", origin);
        return sources;
    }

    /**
     * A strict content security policy for a page with the App in it: everything from the page's own origin, nothing
     * inline, and the App.
     *
     * @return the value of the header {@code Content-Security-Policy}
     */
    public String contentSecurityPolicy() {
        Map<String, String> policy = new LinkedHashMap<>();
        policy.put("default-src", "'self'");
        policy.put("img-src", "'self' data:");
        policy.put("object-src", "'none'");
        policy.put("base-uri", "'none'");
        policy.put("form-action", "'self'");
        policy.put("frame-ancestors", "'none'");
        contentSecurityPolicySources().forEach((directive, source) -> policy.put(directive, "'self' " + source));
        return policy.entrySet().stream()
                .map(directive -> directive.getKey() + " " + directive.getValue())
                .collect(Collectors.joining("; "));
    }

    private String origin() {
        return launcher.getScheme() + "://" + launcher.getRawAuthority();
    }
}
