package io.github.kosmasdk.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.account.AccountsResult;
import io.github.kosmasdk.consent.ConsentOrigin;
import io.github.kosmasdk.consent.ConsentUnusableException;
import io.github.kosmasdk.consent.ConsentVault;
import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.playground.KosmaPlaygroundExtension;
import io.github.kosmasdk.spring.ConsumerLogin;
import io.github.kosmasdk.spring.TestPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The life of a consent in an application that is restarted, over each database and each kind of web server. */
class KosmaConsentIT {

    @RegisterExtension
    static final KosmaPlaygroundExtension kosma =
            KosmaPlaygroundExtension.with(settings -> settings.token("secret-api-token-of-this-test"));

    private static final String KEY =
            Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    private static final String OLD_KEY =
            Base64.getEncoder().encodeToString("fedcba9876543210fedcba9876543210".getBytes(StandardCharsets.US_ASCII));
    private static final String WHITE_LABEL_KEY = "5ec7e75ec7e7:5ec7e75ec7e7";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void aConsentInH2SurvivesARestartOfAServletApplication(KosmaPlayground playground, @TempDir Path folder)
            throws Exception {
        livesAndIsRevoked(
                playground,
                WebApplicationType.SERVLET,
                "--spring.datasource.url=jdbc:h2:file:" + folder.resolve("consents"),
                "--spring.datasource.username=sa");
    }

    @Test
    void aConsentInPostgresSurvivesARestartOfAReactiveApplication(KosmaPlayground playground) throws Exception {
        try (EmbeddedPostgres postgres = TestPostgres.start()) {
            livesAndIsRevoked(
                    playground,
                    WebApplicationType.REACTIVE,
                    "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                    "--spring.datasource.username=postgres");
        }
    }

    private void livesAndIsRevoked(KosmaPlayground playground, WebApplicationType type, String... database)
            throws Exception {
        String id;
        String accountId;
        try (ConfigurableApplicationContext application = start(playground, type, database)) {
            id = ConsumerLogin.consent(
                    application.getBean(KosmaClient.class),
                    vault(application),
                    ConsentOrigin.UNKNOWN.psuReference("psu-17").customerReference("customer-4"));
            AccountsResult accounts = vault(application).unattended(id).accounts();
            accountId = accounts.accounts().get(0).id().orElseThrow();
        }
        try (ConfigurableApplicationContext application = start(playground, type, database)) {
            assertThat(vault(application).unattended(id).balances(accountId).balance())
                    .isPresent();
            isListed(application, id);
            if (type == WebApplicationType.SERVLET) {
                noAnswerShowsASecret(application, id, secrets(playground, accountId));
            }
            isRevoked(application, id);
        }
        try (ConfigurableApplicationContext application = start(playground, type, database)) {
            assertThatThrownBy(() -> vault(application).unattended(id).balances(accountId))
                    .isInstanceOf(ConsentUnusableException.class);
        }
    }

    private static ConfigurableApplicationContext start(
            KosmaPlayground playground, WebApplicationType type, String... database) {
        List<String> arguments = new ArrayList<>(List.of(database));
        arguments.addAll(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--kosma.base-url=" + playground.baseUrl(),
                "--kosma.auth-base-url=" + playground.authBaseUrl(),
                "--kosma.token=" + playground.token(),
                "--kosma.white-label.aspsp-data=" + WHITE_LABEL_KEY,
                "--kosma.consent.jdbc.initialize-schema=always",
                "--kosma.consent.encryption.keys.k1=${KEY_OF_OPERATIONS}",
                "--kosma.consent.encryption.keys.old=" + OLD_KEY,
                "--kosma.consent.encryption.current-key=k1",
                "--kosma.consent.patience=47s",
                "--KEY_OF_OPERATIONS=" + KEY,
                "--management.endpoints.web.exposure.include=*",
                "--management.endpoint.env.show-values=always",
                "--management.endpoint.configprops.show-values=always",
                "--management.endpoint.health.show-details=always"));
        return new SpringApplicationBuilder(Application.class).web(type).run(arguments.toArray(String[]::new));
    }

    private void isListed(ConfigurableApplicationContext application, String id) throws Exception {
        JsonNode listed = json(get(
                application,
                "/actuator/kosmaconsents?psuReference=psu-17&customerReference=customer-4"
                        + "&bank=DE:88888888&state=active,uncertain&limit=5"));
        assertThat(listed.get("consents")).hasSize(1);
        assertThat(listed.has("nextAfterId")).isFalse();
        JsonNode shown = json(get(application, "/actuator/kosmaconsents/" + id));
        assertThat(shown).isEqualTo(listed.get("consents").get(0));
        assertThat(shown.get("id").stringValue()).isEqualTo(id);
        assertThat(shown.get("state").stringValue()).isEqualTo("ACTIVE");
        assertThat(shown.get("psuReference").stringValue()).isEqualTo("psu-17");
        assertThat(shown.get("bank").stringValue()).isEqualTo("DE:88888888");
        assertThat(shown.get("grantedCalls").valueStream().map(JsonNode::stringValue))
                .containsExactly("accounts", "balances");
        assertThat(shown.get("expectedExpiry").stringValue()).startsWith("20").endsWith("Z");
        assertThat(shown.has("lastError")).isFalse();
        assertThat(shown.get("usage")
                        .valueStream()
                        .map(usage -> usage.get("left").intValue()))
                .containsOnly(3);
        assertThat(json(get(application, "/actuator/kosmaconsents?state=REVOKED&state=DEAD"))
                        .get("consents"))
                .isEmpty();
        assertThat(json(get(application, "/actuator/kosmaconsents?limit=1"))
                        .get("nextAfterId")
                        .stringValue())
                .isEqualTo(id);
        assertThat(json(get(application, "/actuator/kosmaconsents?afterId=" + id))
                        .get("consents"))
                .isEmpty();

        HttpResponse<String> badState = get(application, "/actuator/kosmaconsents?state=alive");
        assertThat(badState.statusCode()).isEqualTo(400);
        assertThat(json(badState).get("detail").stringValue())
                .contains("'state'")
                .contains("REVOKED_AT_BANK")
                .contains("'alive'");
        assertThat(get(application, "/actuator/kosmaconsents?bank=88888888").statusCode())
                .isEqualTo(400);
        assertThat(get(application, "/actuator/kosmaconsents?limit=0").body()).contains("1 to 1000");
        assertThat(get(application, "/actuator/kosmaconsents?limit=many").statusCode())
                .isEqualTo(400);
        HttpResponse<String> unknown = get(application, "/actuator/kosmaconsents/none");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(unknown.body()).contains("'none'");
    }

    private void isRevoked(ConfigurableApplicationContext application, String id) throws Exception {
        assertThat(delete(application, "/actuator/kosmaconsents/none").statusCode())
                .isEqualTo(404);
        assertThat(delete(application, "/actuator/kosmaconsents/" + id).statusCode())
                .isEqualTo(204);
        assertThat(json(get(application, "/actuator/kosmaconsents/" + id))
                        .get("state")
                        .stringValue())
                .isEqualTo("REVOKED");
        assertThat(delete(application, "/actuator/kosmaconsents/" + id).statusCode())
                .isEqualTo(204);
        assertThat(json(get(application, "/actuator/health/kosmaConsents"))
                        .get("status")
                        .stringValue())
                .isEqualTo("UP");
    }

    private static List<String> secrets(KosmaPlayground playground, String accountId) {
        List<String> secrets =
                new ArrayList<>(List.of(playground.token(), KEY, OLD_KEY, WHITE_LABEL_KEY, accountId, "DE43000000"));
        playground.consents().all().forEach(consent -> {
            secrets.add(consent.id());
            secrets.addAll(playground.consents().issuedTokens(consent.id()));
        });
        return secrets;
    }

    /** Every endpoint there is, but for the heap dump, which is the memory itself. */
    private void noAnswerShowsASecret(ConfigurableApplicationContext application, String id, List<String> secrets)
            throws Exception {
        Map<String, String> answers = new LinkedHashMap<>();
        for (JsonNode link : json(get(application, "/actuator")).get("_links")) {
            String path = URI.create(link.get("href").stringValue().replaceAll("\\{.*", ""))
                    .getPath();
            if (!path.endsWith("/heapdump")) {
                answers.put(path, get(application, path).body());
            }
        }
        for (String path : List.of(
                "env/kosma.token",
                "env/KEY_OF_OPERATIONS",
                "configprops/kosma",
                "configprops/kosma.consent",
                "kosmaconsents/" + id,
                "health/kosmaConsents")) {
            answers.put(path, get(application, "/actuator/" + path).body());
        }
        assertThat(answers)
                .containsKeys(
                        "/actuator/kosmaconsents",
                        "/actuator/env",
                        "/actuator/configprops",
                        "/actuator/beans",
                        "/actuator/conditions",
                        "/actuator/health",
                        "/actuator/threaddump",
                        "/actuator/metrics");
        assertThat(answers.get("/actuator/env")).contains("kosma.consent.patience", "47s");
        assertThat(answers.get("configprops/kosma.consent")).contains("\"PT47S\"", "\"k1\"", "******");
        assertThat(answers)
                .allSatisfy((path, body) ->
                        assertThat(body).as(path).isNotBlank().doesNotContain(secrets.toArray(String[]::new)));
    }

    private HttpResponse<String> get(ConfigurableApplicationContext application, String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(application, path))
                .timeout(Duration.ofSeconds(60))
                .GET());
    }

    private HttpResponse<String> delete(ConfigurableApplicationContext application, String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(application, path))
                .timeout(Duration.ofSeconds(60))
                .DELETE());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpRequest sent = request.build();
        try {
            return http.send(sent, HttpResponse.BodyHandlers.ofString());
        } catch (HttpTimeoutException e) {
            throw new AssertionError("No answer to " + sent, e);
        }
    }

    private static URI uri(ConfigurableApplicationContext application, String path) {
        int port = application.getEnvironment().getRequiredProperty("local.server.port", int.class);
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    private static ConsentVault vault(ConfigurableApplicationContext application) {
        return application.getBean(ConsentVault.class);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
