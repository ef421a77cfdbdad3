package io.github.kosmasdk.samples.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.flow.ClientToken;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A person without a browser: what goes over the wire, and nothing more. */
final class Person {

    static final String PAGES = "PAGES";
    static final String APP = "APP";
    static final String PASSWORD = "Rotkehlchen-4711";

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Pattern CLIENT_TOKEN = Pattern.compile("data-client-token=\"([^\"]+)\"");
    private static final Pattern FORM = Pattern.compile("name=\"form\" value=\"([^\"]+)\"");
    private static final Pattern CONSENT = Pattern.compile("/consents/([^/\"]+)/revoke");
    private static final Pattern OPTION =
            Pattern.compile("type=\"radio\" id=\"field-0-0\" name=\"field-0\" value=\"([^\"]+)\"");
    private static final Pattern METHOD = Pattern.compile("value=\"([a-z_]+_bias)\"");
    private static final Map<String, String> BANK = Map.of("country", "DE", "code", "88888888");

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = http(HttpClient.Redirect.NORMAL);
    private final HttpClient stopping = http(HttpClient.Redirect.NEVER);
    private final String home;
    private final List<HttpResponse<String>> answers = new ArrayList<>();

    Person(int port) {
        home = "http://127.0.0.1:" + port;
    }

    private HttpClient http(HttpClient.Redirect redirect) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(redirect)
                .cookieHandler(cookies)
                .build();
    }

    /** Every answer so far, with those that only led on. */
    List<HttpResponse<String>> answers() {
        return answers;
    }

    String session() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("bank-connect"))
                .map(cookie -> cookie.getValue())
                .findFirst()
                .orElse("");
    }

    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(http, request.GET());
    }

    HttpResponse<String> post(String path, Map<String, String> fields) {
        return send("POST", path, fields);
    }

    HttpResponse<String> send(String method, String path, Map<String, String> fields) {
        return send(http, method, path, fields);
    }

    private HttpResponse<String> send(HttpClient by, String method, String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(
                by,
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Sends a form with the token of a page. */
    HttpResponse<String> submit(HttpResponse<String> page, String path, Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(fields);
        all.put("_csrf", csrf(page));
        return post(path, all);
    }

    /** Sends a form, and does not go where the answer leads. */
    HttpResponse<String> submitOnly(String path, Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(fields);
        all.put("_csrf", csrf(get("/pay")));
        return send(stopping, "POST", path, all);
    }

    /** Sends a form with a token that is good. */
    HttpResponse<String> submit(String path, Map<String, String> fields) {
        return submit(get("/pay"), path, fields);
    }

    static String csrf(HttpResponse<String> page) {
        return found(CSRF, page.body());
    }

    /** Agrees to connect the demo bank. */
    HttpResponse<String> begins(String way) {
        Map<String, String> fields = new HashMap<>(BANK);
        fields.put("way", way);
        return submit(get("/connect?country=DE&code=88888888"), "/connect", fields);
    }

    /** Begins to connect the demo bank on our pages, up to what comes after the password. */
    HttpResponse<String> logsIn(String user) {
        return logsIn(begins(PAGES), user);
    }

    HttpResponse<String> logsIn(HttpResponse<String> page, String user) {
        HttpResponse<String> next = answer(page, Map.of("field-0", found(METHOD, page.body())));
        return answer(next, Map.of("field-0", user, "field-1", PASSWORD));
    }

    HttpResponse<String> typesTheCode(HttpResponse<String> page) {
        return answer(page, Map.of("field-0", "12345"));
    }

    /** Begins a login that waits for the bank's app, which nobody confirms; gives its page. */
    HttpResponse<String> waitsForTheBanksApp() {
        return logsIn("decoupled-unanswered");
    }

    /** Connects the demo bank, and gives the id of the consent. */
    String connects() {
        HttpResponse<String> page = typesTheCode(logsIn("embedded"));
        assertThat(page.uri().getPath()).isEqualTo("/accounts");
        return consent();
    }

    String consent() {
        return found(CONSENT, get("/consents").body());
    }

    HttpResponse<String> beginsToPay() {
        return beginsToPay(PAGES);
    }

    /** Begins to pay the invoice. */
    HttpResponse<String> beginsToPay(String way) {
        Map<String, String> fields = new HashMap<>(BANK);
        fields.put("name", "Example Shop GmbH");
        fields.put("iban", "DE89370400440532013000");
        fields.put("amount", "12.50");
        fields.put("reference", "Invoice 1");
        fields.put("way", way);
        return submit("/pay", fields);
    }

    /** Pays the invoice, and gives the page with the outcome. */
    HttpResponse<String> pays(String user) {
        HttpResponse<String> account = typesTheCode(logsIn(beginsToPay(), user));
        return typesTheCode(answer(account, Map.of("field-0", found(OPTION, account.body()))));
    }

    HttpResponse<String> answer(HttpResponse<String> page, Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(fields);
        all.put("form", form(page));
        return submit(page, page.uri().getPath(), all);
    }

    static String form(HttpResponse<String> page) {
        return found(FORM, page.body());
    }

    /** The token by which the App on a page logs in. */
    static ClientToken clientToken(HttpResponse<String> page) {
        return new ClientToken(found(CLIENT_TOKEN, page.body()));
    }

    /** The id of the login to which a page belongs. */
    static String login(HttpResponse<String> page) {
        return found(Pattern.compile("/login/([^/?]+)"), page.uri().getPath());
    }

    HttpResponse<String> cancels(HttpResponse<String> page) {
        return submit(page, "/login/" + login(page) + "/cancel", Map.of());
    }

    static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
        return matcher.group(1);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(path.startsWith("/") ? home + path : path))
                .header("User-Agent", "Example/1.0")
                .header("Accept", "text/html, */*;q=0.8");
    }

    private HttpResponse<String> send(HttpClient by, HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = by.send(request.build(), HttpResponse.BodyHandlers.ofString());
            response.previousResponse().ifPresent(answers::add);
            answers.add(response);
            return response;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
