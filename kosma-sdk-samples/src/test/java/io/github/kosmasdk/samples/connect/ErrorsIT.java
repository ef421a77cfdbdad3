package io.github.kosmasdk.samples.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.playground.KosmaPlayground;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.OrderUtils;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What users get to see when something goes wrong: pages and problem details that say what to do, and nothing of the inside. */
@ConnectTest
@Import(ErrorsIT.Broken.class)
class ErrorsIT {

    private static final String INSIDE = "the inside of the application";

    @LocalServerPort
    private int port;

    @Autowired
    private KosmaPlayground playground;

    /** A fault of ours, below {@code /api} and elsewhere. */
    @TestConfiguration(proxyBeanMethods = false)
    @RestController
    static class Broken {

        @GetMapping({"/api/broken", "/broken"})
        String broken() {
            throw new IllegalStateException(INSIDE);
        }
    }

    @AfterEach
    void disarm() {
        playground.faults().clear();
    }

    private JsonNode problem(HttpResponse<String> answer, HttpStatus status) {
        assertThat(answer.statusCode()).isEqualTo(status.value());
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body()).doesNotContain(INSIDE, playground.token(), "io.github", "Exception", "<html");
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.path("status").intValue()).isEqualTo(status.value());
        assertThat(problem.path("title").stringValue()).isNotBlank();
        assertThat(problem.path("detail").stringValue()).isNotBlank();
        return problem;
    }

    private void page(HttpResponse<String> answer, HttpStatus status, String title) {
        assertThat(answer.statusCode()).isEqualTo(status.value());
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(answer.body())
                .contains("<h1>" + title + "</h1>", "To the first page", "It runs against the simulator inside")
                .doesNotContain(INSIDE, playground.token(), "io.github", "Exception", "trace");
    }

    @Test
    void aRefusalOfTheServiceBelowApiIsAProblemDetail() {
        Person erika = new Person(port);
        String consent = erika.connects();
        erika.submitOnly("/accounts", Map.of()); // so that the bank is asked again
        playground.faults().onXs2a("POST", ".*/consents/.*").times(100).error(503, "MAINTENANCE", "not now");
        HttpResponse<String> answer = erika.get("/api/consents/" + consent + "/accounts", "Accept", "application/json");
        JsonNode problem = problem(answer, HttpStatus.BAD_GATEWAY);
        assertThat(problem.path("title").stringValue()).isEqualTo("Your bank is under maintenance");
        assertThat(problem.path("detail").stringValue()).startsWith("Try again later");
        assertThat(problem.path("code").stringValue()).isEqualTo("MAINTENANCE");
        assertThat(problem.has("retryHelps")).isTrue();
    }

    /** Both can answer for a controller of {@code /api}; which one does must not hang on the order in which they are found. */
    @Test
    void problemDetailsComeBeforePages() {
        assertThat(OrderUtils.getOrder(ApiProblems.class, 0)).isNegative();
        assertThat(OrderUtils.getOrder(ErrorPages.class)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"/api", "/api/none", "/api/consents/none/accounts", "/api/consents/x/y/z"})
    void whatIsNotThereBelowApiIsAProblemDetail(String path) {
        problem(new Person(port).get(path), HttpStatus.NOT_FOUND);
    }

    @Test
    void whatIsNotAllowedBelowApiIsAProblemDetail() {
        Person erika = new Person(port);
        HttpResponse<String> notAllowed = erika.submit("/api/consents", Map.of());
        problem(notAllowed, HttpStatus.METHOD_NOT_ALLOWED);
        assertThat(notAllowed.headers().firstValue("Allow").orElse("")).contains("GET");
        JsonNode forbidden = problem(erika.post("/api/consents", Map.of()), HttpStatus.FORBIDDEN);
        assertThat(forbidden.path("detail").stringValue()).contains("nothing was sent");
    }

    @Test
    void aFaultOfOursBelowApiIsAProblemDetail() {
        JsonNode problem = problem(new Person(port).get("/api/broken"), HttpStatus.INTERNAL_SERVER_ERROR);
        assertThat(problem.path("detail").stringValue()).contains("Try again");
    }

    @Test
    void elsewhereTheyArePages() {
        Person erika = new Person(port);
        page(erika.get("/no-such-page"), HttpStatus.NOT_FOUND, "There is no such page");
        page(erika.get("/apiary"), HttpStatus.NOT_FOUND, "There is no such page");
        page(erika.get("/error"), HttpStatus.NOT_FOUND, "There is no such page");
        page(erika.get("/no-such-page", "Accept", "application/json"), HttpStatus.NOT_FOUND, "There is no such page");
        page(erika.submit("/banks", Map.of()), HttpStatus.METHOD_NOT_ALLOWED, "This address is not called in that way");
        page(erika.post("/accounts", Map.of()), HttpStatus.FORBIDDEN, "This form is not valid any more");
        page(erika.get("/broken"), HttpStatus.INTERNAL_SERVER_ERROR, "Something is broken here");
        page(
                erika.get("/accounts/none/transactions"),
                HttpStatus.BAD_REQUEST,
                "Something in the address or the form is wrong");
    }

    @Test
    void aRefusalOfTheServiceIsAPageThatSaysWhatToQuote() {
        playground.faults().onXs2a("PUT", ".*").times(10).status(401);
        HttpResponse<String> refused = new Person(port).begins(Person.PAGES);
        page(refused, HttpStatus.BAD_GATEWAY, "This application may not use the service");
        assertThat(refused.body()).contains("kosma.token", "To be quoted to support");
    }

    @Test
    void aLoginThatIsNotThereAnyMoreIsAPageThatSaysSo() {
        page(new Person(port).get("/login/none"), HttpStatus.NOT_FOUND, "This login is over");
        HttpResponse<String> pay = new Person(port).get("/pay/none");
        page(pay, HttpStatus.NOT_FOUND, "This login is over");
        assertThat(pay.body()).containsPattern("aria-current=\"page\"[^>]*>Pay<");
    }
}
