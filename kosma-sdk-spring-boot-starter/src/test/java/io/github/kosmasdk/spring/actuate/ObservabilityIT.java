package io.github.kosmasdk.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.github.kosmasdk.Canary;
import io.github.kosmasdk.ClientState;
import io.github.kosmasdk.Drift;
import io.github.kosmasdk.GeneratedDoc;
import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.consent.ConsentOrigin;
import io.github.kosmasdk.consent.ConsentQuotaException;
import io.github.kosmasdk.consent.ConsentState;
import io.github.kosmasdk.consent.ConsentVault;
import io.github.kosmasdk.error.ErrorCategory;
import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.error.KosmaTransportException;
import io.github.kosmasdk.observation.KosmaObservation;
import io.github.kosmasdk.observation.KosmaObservationContext;
import io.github.kosmasdk.observation.Outcome;
import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.playground.KosmaPlaygroundExtension;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionRequest;
import io.github.kosmasdk.spring.ConsumerLogin;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an application with Actuator sees of the client, over a real port: on good days, on bad days, and never a secret. */
class ObservabilityIT {

    @RegisterExtension
    static final KosmaPlaygroundExtension kosma =
            KosmaPlaygroundExtension.with(settings -> settings.token("canary-token-of-this-test"));

    private static final String KEY =
            Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    private static final String SHOWN = "a-setting-that-may-be-seen";
    private static final SessionRequest REQUEST =
            SessionRequest.builder(new Psu("CanaryBrowser/7.1", "203.0.113.77")).build();

    /** What the meters are for, where they do not say it themselves. */
    private static final Map<String, String> MEANINGS = Map.of(
            "kosma.client.calls", "Calls that ended, with all their attempts and waits",
            "kosma.client.attempts", "Attempts that ended: one request, one answer",
            "kosma.client.calls.active", "Calls under way, by what they do",
            "kosma.client.attempts.active", "Attempts under way");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void goodAndBadDaysAreSeenAndNoSecretIs(KosmaPlayground playground) throws Exception {
        try (ConfigurableApplicationContext application = start(
                        playground.baseUrl(),
                        playground.authBaseUrl(),
                        "--kosma.resilience.retry.first-backoff=1ms",
                        "--kosma.resilience.circuit-breaker.window=10",
                        "--kosma.resilience.circuit-breaker.minimum-attempts=10",
                        "--kosma.consent.store=memory",
                        "--kosma.consent.unattended-limit=1",
                        "--kosma.consent.encryption.keys.k1=" + KEY,
                        "--my.setting=" + SHOWN);
                Canary canary = Canary.listening()) { // a start of Spring Boot sets all loggers anew
            application
                    .getBean(ObservationRegistry.class)
                    .observationConfig()
                    .observationHandler(canary.observationHandler());
            KosmaClient client = application.getBean(KosmaClient.class);
            assertThat(health(application).get("status").stringValue()).isEqualTo("UP");

            Session session = goodDay(application, client);
            aCallOfTwoAttempts(playground, application, client, session);
            aBadDay(playground, application, client, session);

            describes(application.getBean(MeterRegistry.class));
            tellsNoSecret(playground, application, canary);
        }
    }

    private static Session goodDay(ConfigurableApplicationContext application, KosmaClient client) {
        ConsentVault vault = application.getBean(ConsentVault.class);
        String id = ConsumerLogin.consent(client, vault, ConsentOrigin.UNKNOWN);
        ObservationRegistry registry = application.getBean(ObservationRegistry.class);
        Map<String, ObservationView> parents = new ConcurrentHashMap<>();
        registry.observationConfig().observationHandler(new ObservationHandler<KosmaObservationContext>() {
            @Override
            public void onStop(KosmaObservationContext context) {
                parents.put(
                        context.getContextualName(),
                        Optional.ofNullable(context.getParentObservation()).orElse(Observation.NOOP));
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return context instanceof KosmaObservationContext;
            }
        });
        Observation ofRequest = Observation.start("of.a.request", registry);
        ofRequest.scoped(() -> vault.unattended(id).accounts());
        ofRequest.stop();
        assertThat(parents.get("consents.accounts")).isSameAs(ofRequest);
        theVaultIsCounted(application.getBean(MeterRegistry.class), vault, id);
        return client.sessions().start(REQUEST);
    }

    private static void theVaultIsCounted(MeterRegistry registry, ConsentVault vault, String id) {
        assertThat(catchThrowable(() -> vault.unattended(id).accounts())).isInstanceOf(ConsentQuotaException.class);
        assertThat(registry.get("kosma.consents.quota.refusals")
                        .tag("call", "accounts")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("kosma.consents")
                        .tag("consent.state", "active")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    private static void aCallOfTwoAttempts(
            KosmaPlayground playground,
            ConfigurableApplicationContext application,
            KosmaClient client,
            Session session) {
        MeterRegistry registry = application.getBean(MeterRegistry.class);
        playground.faults().onXs2a("GET", ".*").status(503).times(1);
        client.sessions().read(session);
        playground.faults().clear();
        assertThat(timer(registry, "kosma.client.calls", "operation", "sessions.read", "outcome", "success")
                        .count())
                .isEqualTo(1);
        assertThat(timer(registry, "kosma.client.attempts", "operation", "sessions.read", "attempt", "1")
                        .getId()
                        .getTag("outcome"))
                .isEqualTo("service");
        assertThat(timer(registry, "kosma.client.attempts", "operation", "sessions.read", "attempt", "2")
                        .getId()
                        .getTag("outcome"))
                .isEqualTo("success");
    }

    private void aBadDay(
            KosmaPlayground playground, ConfigurableApplicationContext application, KosmaClient client, Session session)
            throws Exception {
        MeterRegistry registry = application.getBean(MeterRegistry.class);
        playground
                .faults()
                .onXs2a("GET", ".*")
                .error(500, "TECHNICAL.TROUBLE", "no")
                .times(20);
        for (int i = 0; i < 11; i++) {
            catchThrowable(() -> client.sessions().read(session));
        }
        playground.faults().clear();
        assertThat(timer(registry, "kosma.client.calls", "outcome", "circuit_open")
                        .count())
                .isPositive();
        assertThat(timer(registry, "kosma.client.calls", "error.category", "TECHNICAL")
                        .count())
                .isPositive();
        assertThat(registry.get("kosma.client.circuit.breaker")
                        .tags("api", "xs2a", "state", "open")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(registry.get("kosma.client.circuit.breaker")
                        .tags("api", "auth", "state", "closed")
                        .gauge()
                        .value())
                .isEqualTo(1);
        await().atMost(Duration.ofSeconds(30)) // a connection goes back to the pool a moment after its answer
                .until(() ->
                        registry.get("kosma.client.connections.idle").gauge().value() > 0);
        JsonNode health = health(application);
        assertThat(health.get("status").stringValue()).isEqualTo("DEGRADED");
        assertThat(health.get("details").get("circuitBreakers").get("xs2a").stringValue())
                .isEqualTo("OPEN");
        assertThat(json(get(application, "/actuator/health")).get("status").stringValue())
                .as("an application is fit while a service that it calls is not")
                .isEqualTo("UP");
    }

    private static Timer timer(MeterRegistry registry, String name, String... tags) {
        return registry.get(name).tags(tags).timers().iterator().next();
    }

    /** Holds docs/metrics.md against what was registered, and what was registered against the values it promises. */
    private static void describes(MeterRegistry registry) throws IOException {
        driftIsCounted(registry);
        Map<String, Set<String>> promised = promisedValues();
        Map<String, List<Meter>> meters = registry.getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith("kosma."))
                .collect(Collectors.groupingBy(meter -> meter.getId().getName(), TreeMap::new, Collectors.toList()));
        StringBuilder page = new StringBuilder(HEAD);
        meters.forEach((name, all) -> {
            Meter.Id id = all.get(0).getId();
            for (Meter meter : all) {
                assertThat(keys(meter)).as(name).isEqualTo(keys(all.get(0)));
                for (Tag tag : meter.getId().getTags()) {
                    assertThat(promised).as(name).containsKey(tag.getKey());
                    assertThat(promised.get(tag.getKey()).isEmpty()
                                    || promised.get(tag.getKey()).contains(tag.getValue()))
                            .as("%s of %s", tag, name)
                            .isTrue();
                }
            }
            String meaning = id.getDescription() == null ? MEANINGS.get(name) : id.getDescription();
            assertThat(meaning).as(name).isNotBlank();
            page.append("| `%s` | %s | %s | %s |%n"
                    .formatted(
                            name,
                            id.getType().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                            keys(all.get(0)).stream()
                                    .map(key -> "`" + key + "`")
                                    .collect(Collectors.joining(", ")),
                            meaning));
        });
        page.append(TAGS_HEAD);
        promised.forEach((tag, values) -> page.append("| `%s` | %s |%n"
                .formatted(
                        tag,
                        values.isEmpty()
                                ? UNLISTED.get(tag)
                                : values.stream()
                                        .map(value -> "`" + value + "`")
                                        .collect(Collectors.joining(", ")))));
        page.append(TAIL);
        GeneratedDoc.holds("metrics.md", page.toString().replace(System.lineSeparator(), "\n"));
        assertThat(Stream.of(KosmaObservation.values()).map(KosmaObservation::getName))
                .isSubsetOf(meters.keySet());
    }

    /** A counter comes into being with the first thing it counts. */
    private static void driftIsCounted(MeterRegistry registry) {
        DriftMeter meter = new DriftMeter();
        meter.bindTo(registry);
        meter.count(new Drift(Drift.Kind.MEMBER, "data.result.accounts[].shoe_size"));
        assertThat(registry.get("kosma.client.drift")
                        .tags("kind", "member")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    private static Set<String> keys(Meter meter) {
        return meter.getId().getTags().stream().map(Tag::getKey).collect(Collectors.toCollection(TreeSet::new));
    }

    private static final Map<String, String> UNLISTED = Map.of(
            "operation", "the operations of [replay.md](replay.md)",
            "where", "the names of members on the way to it; about 200 different ones, then `?`");

    private static Map<String, Set<String>> promisedValues() {
        Map<String, Set<String>> values = new TreeMap<>();
        values.put("operation", Set.of());
        values.put("where", Set.of());
        values.put("api", new TreeSet<>(Set.of("xs2a", "auth", "insights", "bank_directory")));
        values.put("attempt", new LinkedHashSet<>(List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10+")));
        values.put("error", new TreeSet<>(Set.of("none", "CallFailure")));
        values.put(
                "call",
                new TreeSet<>(Set.of(
                        "accounts", "account_details", "balances", "insights_refresh", "transactions", "transfer")));
        values.put("consent.state", lowerCase(ConsentState.values()));
        values.put("kind", lowerCase(Drift.Kind.values()));
        values.put("outcome", lowerCase(Outcome.values()));
        values.put("state", lowerCase(ClientState.CircuitBreaker.values()));
        values.put(
                "error.category",
                Stream.concat(
                                Stream.of("none", "UNKNOWN"),
                                Arrays.stream(ErrorCategory.values()).map(ErrorCategory::code))
                        .filter(code -> !code.isEmpty())
                        .collect(Collectors.toCollection(TreeSet::new)));
        return values;
    }

    private static Set<String> lowerCase(Enum<?>[] all) {
        return Arrays.stream(all)
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static final String HEAD = """
            # Meters and observations

            Every name that the SDK registers, as an application with Spring Boot Actuator sees it. This page is written by
            `ObservabilityIT`, which makes calls on good and bad days and looks what was registered.
            [observability.md](observability.md) says what they are good for.

            | meter | type | tags | tells |
            |---|---|---|---|
            """;

    private static final String TAGS_HEAD = """

            No other values than these occur.

            | tag | values |
            |---|---|
            """;

    private static final String TAIL = """

            The observations are `kosma.client.calls` and, as their children, `kosma.client.attempts`. Spans are named after the
            operation (`sessions.start`, `sessions.start attempt`) and carry the same tags, and `kosma.correlation_id`.
            """;

    /** Every endpoint there is, but for the heap dump, which is the memory itself. */
    private void tellsNoSecret(KosmaPlayground playground, ConfigurableApplicationContext application, Canary canary)
            throws Exception {
        List<String> paths = new ArrayList<>();
        for (JsonNode link : json(get(application, "/actuator")).get("_links")) {
            String path = URI.create(link.get("href").stringValue().replaceAll("\\{.*", ""))
                    .getPath();
            if (!path.endsWith("/heapdump")) {
                paths.add(path);
            }
        }
        application.getBean(MeterRegistry.class).getMeters().stream()
                .map(meter -> meter.getId().getName())
                .filter(name -> name.startsWith("kosma."))
                .distinct()
                .forEach(name -> paths.add("/actuator/metrics/" + name));
        for (String path : paths) {
            HttpResponse<String> answer = get(application, path);
            assertThat(answer.body()).as(path).isNotBlank();
            canary.hears("actuator " + path, answer.body());
        }
        assertThat(paths).contains("/actuator/env", "/actuator/configprops", "/actuator/metrics/kosma.client.calls");
        assertThat(canary.linesFrom("observation")).isGreaterThan(10);
        assertThat(canary.linesFrom("log io.github.kosmasdk.wire")).isGreaterThan(10);
        assertThat(canary.toldOf(List.of(SHOWN, "kosma.operation=sessions.read")))
                .as("what may be told is heard")
                .hasSize(2);
        assertThat(canary.toldOf(secrets(playground))).isEmpty();
    }

    private static Set<String> secrets(KosmaPlayground playground) {
        Set<String> secrets =
                new TreeSet<>(Set.of(playground.token(), KEY, "CanaryBrowser/7.1", "203.0.113.77", "DE43000000"));
        playground
                .exchanges()
                .forEach(exchange -> Stream.of(exchange.url().getPath().split("/"))
                        .filter(part -> part.length() >= 12 && part.matches(".*[0-9].*"))
                        .forEach(secrets::add));
        playground.consents().all().forEach(consent -> {
            secrets.add(consent.id());
            secrets.addAll(playground.consents().issuedTokens(consent.id()));
        });
        assertThat(secrets).hasSizeGreaterThan(8);
        return secrets;
    }

    @Test
    void driftIsCountedAndFailsWhereItIsToldTo() throws Exception {
        HttpServer oddService = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        oddService.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] odd = "{\"error\":{\"code\":\"badRequest\",\"message\":\"no\",\"shoe_size\":44}}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(400, odd.length);
            exchange.getResponseBody().write(odd);
            exchange.close();
        });
        oddService.start();
        URI url = URI.create("http://127.0.0.1:" + oddService.getAddress().getPort());
        try (ConfigurableApplicationContext tolerant = start(url, url)) {
            for (int i = 0; i < 2; i++) {
                assertThat(catchThrowable(() ->
                                tolerant.getBean(KosmaClient.class).sessions().start(REQUEST)))
                        .isInstanceOf(KosmaApiException.class);
            }
            assertThat(tolerant.getBean(MeterRegistry.class)
                            .get("kosma.client.drift")
                            .tags("kind", "member", "where", "error.shoe_size")
                            .counter()
                            .count())
                    .isEqualTo(2);
        }
        try (ConfigurableApplicationContext strict = start(url, url, "--kosma.drift=fail")) {
            assertThat(catchThrowable(
                            () -> strict.getBean(KosmaClient.class).sessions().start(REQUEST)))
                    .isInstanceOf(KosmaTransportException.class)
                    .hasMessageContaining("error.shoe_size");
        } finally {
            oddService.stop(0);
        }
    }

    @Test
    void observationsCanBeSwitchedOff(KosmaPlayground playground) {
        try (ConfigurableApplicationContext application =
                start(playground.baseUrl(), playground.authBaseUrl(), "--management.observations.enable.kosma=false")) {
            application.getBean(KosmaClient.class).sessions().start(REQUEST);
            assertThat(application
                            .getBean(MeterRegistry.class)
                            .find("kosma.client.calls")
                            .timers())
                    .isEmpty();
            assertThat(application
                            .getBean(MeterRegistry.class)
                            .find("kosma.client.retries.left")
                            .gauge())
                    .isNotNull();
        }
    }

    private static ConfigurableApplicationContext start(URI url, URI authUrl, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.datasource.url=jdbc:h2:mem:observability",
                "--kosma.base-url=" + url,
                "--kosma.auth-base-url=" + authUrl,
                "--kosma.token=canary-token-of-this-test",
                "--management.endpoints.web.exposure.include=*",
                "--management.endpoint.env.show-values=always",
                "--management.endpoint.configprops.show-values=always",
                "--management.endpoint.quartz.show-values=always",
                "--management.endpoint.health.show-details=always"));
        arguments.addAll(List.of(more));
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.SERVLET)
                .run(arguments.toArray(String[]::new));
    }

    private JsonNode health(ConfigurableApplicationContext application) throws Exception {
        return json(get(application, "/actuator/health/kosma"));
    }

    private HttpResponse<String> get(ConfigurableApplicationContext application, String path)
            throws IOException, InterruptedException {
        int port = application.getEnvironment().getRequiredProperty("local.server.port", int.class);
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(60))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
