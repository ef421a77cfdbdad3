package io.github.kosmasdk.samples.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.contract.Exchange;
import io.github.kosmasdk.playground.KosmaPlayground;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What protects the users of the application, seen from the wire. */
@ConnectTest
class ProtectionIT {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Pattern FORM = Pattern.compile("name=\"form\" value=\"([^\"]+)\"");
    private static final Pattern CONSENT = Pattern.compile("/consents/([^/\"]+)/revoke");
    private static final Pattern TOKENS = Pattern.compile("\"(?:consent_token|transfer_token)\":\"([^\"]+)\"");

    @LocalServerPort
    private int port;

    @Autowired
    private KosmaPlayground playground;

    /** A person without a browser. */
    private final class Person {

        private final HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .cookieHandler(new CookieManager())
                .build();
        private final List<String> pages = new ArrayList<>();

        HttpResponse<String> get(String path, String... headers) {
            HttpRequest.Builder request = request(path);
            if (headers.length > 0) {
                request.headers(headers);
            }
            return send(request.GET());
        }

        HttpResponse<String> post(String path, Map<String, String> fields) {
            String body = fields.entrySet().stream()
                    .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                    .collect(Collectors.joining("&"));
            return send(request(path)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(body)));
        }

        /** Sends a form as its page has it. */
        HttpResponse<String> submit(HttpResponse<String> page, String path, Map<String, String> fields) {
            Map<String, String> all = new HashMap<>(fields);
            all.put("_csrf", found(CSRF, page.body()));
            return post(path, all);
        }

        /** Connects the demo bank, and gives the id of the consent. */
        String connects() {
            HttpResponse<String> page = get("/connect?country=DE&code=88888888");
            page = submit(page, "/connect", Map.of("country", "DE", "code", "88888888", "way", "PAGES"));
            page = answer(page, Map.of("field-0", "de_testbank_bias"));
            page = answer(page, Map.of("field-0", "embedded", "field-1", "12345"));
            page = answer(page, Map.of("field-0", "12345"));
            assertThat(page.uri().getPath()).isEqualTo("/accounts");
            return found(CONSENT, get("/consents").body());
        }

        HttpResponse<String> answer(HttpResponse<String> page, Map<String, String> fields) {
            Map<String, String> all = new HashMap<>(fields);
            all.put("form", found(FORM, page.body()));
            return submit(page, page.uri().getPath(), all);
        }

        private HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("User-Agent", "Example/1.0")
                    .header("Accept", "text/html, */*;q=0.8");
        }

        private HttpResponse<String> send(HttpRequest.Builder request) {
            try {
                HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
                pages.add(response.body());
                return response;
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
        return matcher.group(1);
    }

    @Test
    void everyPageForbidsInlineScriptAndFrames() {
        HttpResponse<String> page = new Person().get("/");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(page.body()).doesNotContainPattern("<script>|style=\"|onclick=");
    }

    @Test
    void theSessionIsOutOfReachForScriptsAndOtherSites() {
        assertThat(new Person().get("/").headers().firstValue("Set-Cookie").orElse(""))
                .startsWith("bank-connect=")
                .contains("HttpOnly", "SameSite=Lax");
    }

    @Test
    void behindAProxyWithHttpsTheSessionTravelsByHttpsOnly() {
        HttpResponse<String> page = new Person().get("/", "X-Forwarded-Proto", "https");
        assertThat(page.headers().firstValue("Set-Cookie").orElse("")).contains("Secure");
        assertThat(page.headers().firstValue("Strict-Transport-Security")).isPresent();
    }

    @Test
    void aFormOfAnotherSiteIsRefusedWithAPageThatSaysWhatToDo() {
        HttpResponse<String> refused =
                new Person().post("/connect", Map.of("country", "DE", "code", "88888888", "way", "PAGES"));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("This form is not valid any more");
    }

    @Test
    void nobodyGetsAtTheConsentOrTheLoginOfSomebodyElse() {
        Person erika = new Person();
        String consent = erika.connects();
        HttpResponse<String> login = erika.submit(
                erika.get("/connect?country=DE&code=88888888"),
                "/connect",
                Map.of("country", "DE", "code", "88888888", "way", "PAGES"));

        Person mallory = new Person();
        assertThat(mallory.get(login.uri().getPath()).statusCode()).isEqualTo(404);
        assertThat(mallory.get("/accounts/" + consent + "/transactions?account=1")
                        .statusCode())
                .isEqualTo(404);
        assertThat(mallory.get("/api/consents/" + consent + "/accounts").statusCode())
                .isEqualTo(404);
        assertThat(mallory.get("/consents").body()).doesNotContain(consent);
        assertThat(mallory.submit(
                                mallory.get("/connect?country=DE&code=88888888"),
                                "/consents/" + consent + "/revoke",
                                Map.of())
                        .statusCode())
                .isEqualTo(404);

        assertThat(erika.get("/api/consents/" + consent + "/accounts").statusCode())
                .isEqualTo(200);
    }

    @Test
    void noTokenGetsIntoAPageButTheOneThatIsMadeForTheApp() {
        Person erika = new Person();
        erika.connects();
        erika.get("/accounts");
        erika.get("/api/consents");
        erika.submit(
                erika.get("/connect?country=DE&code=88888888"),
                "/connect",
                Map.of("country", "DE", "code", "88888888", "way", "APP"));

        Set<String> secrets = new LinkedHashSet<>(List.of(playground.token()));
        for (Exchange exchange : playground.exchanges()) {
            Matcher tokens = TOKENS.matcher(exchange.responseBody().replaceAll("\"\\s*:\\s*\"", "\":\""));
            while (tokens.find()) {
                secrets.add(tokens.group(1));
            }
        }
        assertThat(secrets).hasSizeGreaterThan(2);
        assertThat(erika.pages).allSatisfy(page -> assertThat(page).doesNotContain(secrets));
        assertThat(erika.pages)
                .filteredOn(page -> page.contains("data-client-token"))
                .hasSize(1);
    }

    @Test
    void errorsOfTheJsonEndpointsAreProblemDetails() {
        HttpResponse<String> problem = new Person().get("/api/consents/none/accounts");
        assertThat(problem.statusCode()).isEqualTo(404);
        assertThat(problem.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(problem.body()).contains("You have no consent with this id");
    }

    @Test
    void anErrorIsAPageThatSaysWhatToDo() {
        HttpResponse<String> missing = new Person().get("/no-such-page");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).contains("There is no such page", "To the first page");
    }

    @Test
    void theActuatorTellsHealthAndNothingSecret() {
        Person operator = new Person();
        assertThat(operator.get("/actuator/health").statusCode()).isEqualTo(200);
        assertThat(operator.get("/actuator/env").statusCode()).isEqualTo(404);
        assertThat(operator.get("/actuator/kosmaconsents").statusCode()).isEqualTo(404);
    }
}
