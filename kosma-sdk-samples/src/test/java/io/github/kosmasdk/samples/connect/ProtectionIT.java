package io.github.kosmasdk.samples.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.contract.Exchange;
import io.github.kosmasdk.playground.KosmaPlayground;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** What protects the users of the application, seen from the wire. */
@ConnectTest
class ProtectionIT {

    private static final Pattern ACCOUNT = Pattern.compile("account=([^\"&]+)");
    private static final Pattern TOKENS =
            Pattern.compile("\"(consent_token|transfer_token|client_token)\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern TO_BANK = Pattern.compile("id=\"to-bank\" href=\"([^\"]+)\"");
    private static final Pattern APPROVE = Pattern.compile("id=\"approve\" href=\"([^\"]+)\"");

    @LocalServerPort
    private int port;

    @Autowired
    private KosmaPlayground playground;

    @Autowired
    private List<RequestMappingInfoHandlerMapping> mappings;

    private Person person() {
        return new Person(port);
    }

    @Test
    void everyPageForbidsInlineScriptFramesAndWhateverComesFromElsewhere() {
        Person erika = person();
        for (String path : List.of("/", "/banks", "/accounts", "/pay", "/no-such-page", "/login/none")) {
            HttpResponse<String> page = erika.get(path);
            assertThat(policy(page))
                    .as(path)
                    .contains("default-src 'self'; script-src 'self'; ", "frame-ancestors 'none'")
                    .contains("object-src 'none'", "base-uri 'none'", "form-action 'self'")
                    .doesNotContain("unsafe", "http:", "https:", "*");
            assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
            assertThat(page.body()).doesNotContainPattern("<script>|style=\"|onclick=");
        }
    }

    @Test
    void onlyThePageWithTheAppLetsTheAppIn() {
        Person erika = person();
        HttpResponse<String> app = erika.begins(Person.APP);
        String launcher = playground.launcherUrl().resolve("/").toString().replaceAll("/$", "");
        assertThat(policy(app)).contains("script-src 'self' " + launcher, "frame-src 'self' " + launcher);
        assertThat(policy(app)).doesNotContain("unsafe").contains("frame-ancestors 'none'");
        assertThat(app.headers().allValues("Content-Security-Policy")).hasSize(1);
        assertThat(policy(erika.begins(Person.PAGES))).doesNotContain(launcher);
    }

    private static String policy(HttpResponse<String> page) {
        return page.headers().firstValue("Content-Security-Policy").orElse("");
    }

    @Test
    void theSessionIsOutOfReachForScriptsAndOtherSites() {
        assertThat(person().get("/").headers().firstValue("Set-Cookie").orElse(""))
                .startsWith("bank-connect=")
                .contains("HttpOnly", "SameSite=Lax");
    }

    @Test
    void behindAProxyWithHttpsTheSessionTravelsByHttpsOnly() {
        HttpResponse<String> page = person().get("/", "X-Forwarded-Proto", "https");
        assertThat(page.headers().firstValue("Set-Cookie").orElse("")).contains("Secure");
        assertThat(page.headers().firstValue("Strict-Transport-Security")).isPresent();
    }

    @Test
    void nobodyCanChooseTheSessionOfSomebodyElse() {
        HttpResponse<String> page = person().get("/", "Cookie", "bank-connect=chosen-by-mallory");
        assertThat(page.headers().firstValue("Set-Cookie").orElse(""))
                .startsWith("bank-connect=")
                .doesNotContain("chosen-by-mallory");
        assertThat(page.body()).doesNotContain("jsessionid", ";bank-connect");
    }

    @Test
    void whoeverKnewTheSessionBeforeALoginDoesNotGetIntoIt() {
        for (String way : List.of("/connect", "/pay")) {
            Person erika = person();
            erika.get("/pay");
            String planted = erika.session();
            HttpResponse<String> login = way.equals("/pay") ? erika.beginsToPay() : erika.begins(Person.PAGES);
            assertThat(login.statusCode()).isEqualTo(200);
            assertThat(erika.session()).isNotEmpty().isNotEqualTo(planted);
            assertThat(person().get(login.uri().getPath(), "Cookie", "bank-connect=" + planted)
                            .statusCode())
                    .as(way)
                    .isEqualTo(404);
        }
    }

    @Test
    void noRouteChangesAnythingWithoutTheTokenOfAForm() {
        Person erika = person();
        HttpResponse<String> login = erika.begins(Person.PAGES);
        List<String> routes = new ArrayList<>();
        everyRoute((methods, pattern) -> Stream.of(
                        RequestMethod.POST, RequestMethod.PUT, RequestMethod.PATCH, RequestMethod.DELETE)
                .filter(method -> methods.isEmpty() || methods.contains(method))
                .forEach(method -> routes.add(method + " " + pattern)));
        assertThat(routes)
                .contains("POST /connect", "POST /pay", "POST /accounts", "POST /ownership", "POST /login/{id}")
                .contains("POST /login/{id}/cancel", "POST /login/{id}/done", "POST /consents/{id}/revoke");
        for (String route : routes) {
            String[] parts = route.split(" ");
            String path = parts[1].replaceAll("\\{[^}]+}", Person.login(login));
            HttpResponse<String> refused = erika.send(parts[0], path, Map.of("_csrf", "guessed"));
            assertThat(refused.statusCode()).as(route).isEqualTo(403);
            assertThat(refused.body()).contains("This form is not valid any more");
        }
        assertThat(erika.get(login.uri().getPath()).body())
                .as("the login goes on")
                .contains("Log in at your bank");
    }

    private void everyRoute(BiConsumer<Set<RequestMethod>, String> look) {
        mappings.forEach(mapping -> mapping.getHandlerMethods()
                .forEach((info, method) -> info.getPatternValues()
                        .forEach(pattern ->
                                look.accept(info.getMethodsCondition().getMethods(), pattern))));
    }

    @Test
    void nobodyGetsAtTheConsentOrTheLoginOfSomebodyElse() {
        Person erika = person();
        String consent = erika.connects();
        String account = Person.found(ACCOUNT, erika.get("/accounts").body());
        HttpResponse<String> pages = erika.begins(Person.PAGES);
        HttpResponse<String> waiting = erika.logsIn("redirect");
        HttpResponse<String> app = erika.begins(Person.APP);
        HttpResponse<String> paid = erika.pays("apart");
        assertThat(paid.uri().getPath()).startsWith("/pay/");
        List<String> hers = List.of(
                consent,
                Person.login(pages),
                Person.login(waiting),
                Person.login(app),
                paid.uri().getPath().substring("/pay/".length()));

        Person mallory = person();
        String csrf = Person.csrf(mallory.get("/pay"));
        List<String> tried = new ArrayList<>();
        everyRoute((methods, pattern) -> {
            if (pattern.contains("{") && !pattern.startsWith("/actuator")) {
                boolean reads = methods.isEmpty() || methods.contains(RequestMethod.GET);
                tried.add(pattern);
                HttpResponse<String> nothing =
                        open(mallory, reads, pattern, UUID.randomUUID().toString(), account, csrf);
                for (String id : hers) {
                    HttpResponse<String> refused = open(mallory, reads, pattern, id, account, csrf);
                    assertThat(refused.statusCode()).as(pattern).isEqualTo(404);
                    assertThat(refused.body().replace(id, ""))
                            .as(pattern)
                            .isEqualTo(nothing.body().replaceAll("[0-9a-f-]{36}", ""))
                            .doesNotContain(hers);
                }
            }
        });
        assertThat(tried)
                .contains("/login/{id}", "/login/{id}/events", "/login/{id}/app", "/login/{id}/done", "/pay/{id}")
                .contains("/accounts/{consentId}/transactions", "/consents/{id}/revoke", "/api/consents/{id}/accounts");
        for (String page : List.of("/", "/accounts", "/consents", "/ownership", "/api/consents")) {
            assertThat(mallory.get(page).body()).as(page).doesNotContain(hers).doesNotContain("Mustermann");
        }
        for (String page : List.of("/spending", "/income")) {
            assertThat(mallory.get(page + "?consent=" + consent).body()).contains("This needs a connected bank");
        }
        assertThat(mallory.submit(
                                "/ownership",
                                Map.of("consent", consent, "name", "Hans Mustermann", "iban", "DE18000000006636981175"))
                        .statusCode())
                .isEqualTo(404);

        assertThat(erika.get("/api/consents/" + consent + "/accounts").statusCode())
                .isEqualTo(200);
        assertThat(erika.get(pages.uri().getPath()).statusCode()).isEqualTo(200);
        assertThat(erika.get(paid.uri().getPath()).statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> open(
            Person who, boolean reads, String pattern, String id, String account, String csrf) {
        String path = pattern.replaceAll("\\{[^}]+}", id);
        return reads
                ? who.get(path + "?days=30&account=" + account)
                : who.post(path, Map.of("_csrf", csrf, "form", "any", "field-0", "any"));
    }

    @Test
    void noTokenGetsToTheBrowserButTheOneThatIsMadeForTheApp() {
        Person erika = person();
        everyPageOf(erika);

        Set<String> secrets = new LinkedHashSet<>(List.of(playground.token(), Person.PASSWORD));
        Set<String> clientTokens = new LinkedHashSet<>();
        for (Exchange exchange : playground.exchanges()) {
            Matcher tokens = TOKENS.matcher(exchange.responseBody());
            while (tokens.find()) {
                (tokens.group(1).equals("client_token") ? clientTokens : secrets).add(tokens.group(2));
            }
        }
        assertThat(secrets).hasSizeGreaterThan(4);
        assertThat(clientTokens).hasSizeGreaterThan(4);
        List<String> withClientToken = new ArrayList<>();
        for (HttpResponse<String> answer : erika.answers()) {
            String all = answer.headers().map() + "\n" + answer.body();
            assertThat(all).as(answer.uri().getPath()).doesNotContain(secrets);
            if (clientTokens.stream().anyMatch(all::contains)) {
                withClientToken.add(answer.uri().getPath().replaceAll("[0-9a-f-]{36}", "{id}"));
            }
        }
        assertThat(withClientToken).containsOnly("/login/{id}/app").hasSize(2);
    }

    /** All pages of logins of both ways, of a payment, of a refused login and of errors. */
    private void everyPageOf(Person erika) {
        String consent = erika.connects();
        String accounts = erika.get("/accounts").body();
        erika.get("/accounts/" + consent + "/transactions?account=" + Person.found(ACCOUNT, accounts));
        erika.get("/spending");
        erika.get("/income");
        erika.submit("/ownership", Map.of("consent", consent, "name", "Somebody", "iban", "DE18000000006636981175"));
        erika.get("/api/consents");
        erika.get("/api/consents/" + consent + "/accounts");
        erika.get("/actuator/health");

        HttpResponse<String> decoupled = erika.logsIn("decoupled");
        HttpResponse<String> events = erika.get(decoupled.uri().getPath() + "/events");
        assertThat(events.body()).contains("event:next");
        assertThat(erika.get(decoupled.uri().getPath()).uri().getPath()).isEqualTo("/accounts");
        HttpResponse<String> redirect = erika.logsIn("redirect");
        HttpResponse<String> bank = person().get(unescaped(Person.found(TO_BANK, redirect.body())));
        URI approved = bank.uri().resolve(unescaped(Person.found(APPROVE, bank.body())));
        assertThat(erika.get(approved.toString()).uri().getPath()).isEqualTo("/accounts");
        assertThat(erika.logsIn("wrong").body()).contains("The bank did not accept your login data");

        HttpResponse<String> app = erika.begins(Person.APP);
        assertThat(app.uri().getPath()).endsWith("/app");
        erika.get("/login/" + Person.login(app) + "/return?any=thing");
        erika.submit(app, "/login/" + Person.login(app) + "/done", Map.of());
        erika.cancels(app);
        assertThat(erika.pays("tokens").body()).contains("The payment is on its way");
        erika.cancels(erika.beginsToPay());

        erika.get("/no-such-page");
        erika.get("/api/none");
        erika.post("/connect", Map.of());
        playground.faults().onXs2a("PUT", ".*").times(10).status(401);
        assertThat(erika.begins(Person.PAGES).body()).contains("This application may not use the service");
        playground.faults().clear();
        erika.submit("/consents/" + consent + "/revoke", Map.of());
    }

    private static String unescaped(String attribute) {
        return attribute.replace("&amp;", "&");
    }

    @Test
    void theActuatorTellsHealthAndInfoAndNothingElse() {
        Person operator = person();
        assertThat(operator.get("/actuator/health").body()).contains("\"UP\"").doesNotContain("details", "components");
        assertThat(operator.get("/actuator/info").statusCode()).isEqualTo(200);
        Set<String> exposed = new LinkedHashSet<>();
        everyRoute((methods, pattern) -> exposed.add(pattern));
        assertThat(exposed)
                .filteredOn(pattern -> pattern.startsWith("/actuator"))
                .containsExactlyInAnyOrder("/actuator", "/actuator/health", "/actuator/health/**", "/actuator/info");
        for (String endpoint : List.of("env", "beans", "metrics", "heapdump", "kosmaconsents", "shutdown")) {
            assertThat(operator.get("/actuator/" + endpoint).statusCode()).isEqualTo(404);
        }
    }
}
