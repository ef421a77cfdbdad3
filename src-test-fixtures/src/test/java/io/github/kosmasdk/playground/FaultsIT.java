package io.github.kosmasdk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.playground.Faults.Fault;
import io.github.kosmasdk.playground.TestClient.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class FaultsIT {
    @RegisterExtension
    static final KosmaPlaygroundExtension KOSMA = new KosmaPlaygroundExtension();

    private static final String SESSIONS = "/xs2a/v1/sessions";

    private final KosmaPlayground playground = KOSMA.playground();
    private final TestClient client = new TestClient(playground);

    static Stream<UnaryOperator<Fault>> brokenAnswers() {
        return Stream.of(Fault::dropConnection, Fault::emptyResponse, Fault::garbage, Fault::malformedChunk);
    }

    @ParameterizedTest
    @MethodSource("brokenAnswers")
    void brokenAnswerIsSentOnceAndNotKept(UnaryOperator<Fault> kind) {
        String session = client.session().path("self").asString();
        Fault fault = kind.apply(playground.faults().onXs2a("DELETE", SESSIONS + "/.*"));

        assertThatThrownBy(() -> client.call("DELETE", session, null)).isInstanceOf(UncheckedIOException.class);

        assertThat(fault.hits()).isEqualTo(1);
        assertThat(client.call("DELETE", session, null).status()).isEqualTo(204);
        assertThat(playground.exchanges()).hasSize(2);
    }

    @Test
    void answerCanBeLostAfterItsRequestTookEffect() {
        String session = client.session().path("self").asString();
        playground.faults().onXs2a("DELETE", SESSIONS + "/.*").dropConnection().afterHandling();

        assertThatThrownBy(() -> client.call("DELETE", session, null)).isInstanceOf(UncheckedIOException.class);

        assertThat(client.call("GET", session, null).text("/data/state")).isEqualTo("CLOSED");
    }

    @Test
    void statusIsAnsweredInTheEnvelopeAsOftenAsTold() {
        Fault fault =
                playground.faults().onXs2a("PUT", SESSIONS).times(2).status(503).header("Retry-After", "1");

        for (int i = 0; i < 2; i++) {
            Answer answer = client.startSession(TestClient.SESSION);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text("/error/code")).isEqualTo("TECHNICAL");
            assertThat(answer.header("Retry-After")).isEqualTo("1");
            assertThat(answer.header("Klarna-Correlation-Id")).isNotBlank();
        }
        assertThat(client.startSession(TestClient.SESSION).status()).isEqualTo(201);
        assertThat(fault.hits()).isEqualTo(2);
        assertThat(playground.exchanges()).hasSize(1);
    }

    @Test
    void errorCanBeAnyOfTheService() {
        playground.faults().onXs2a("PUT", SESSIONS).error(400, "CONSENT.EXPIRED", "over");
        playground.faults().onXs2a("PUT", SESSIONS).status(429);

        Answer expired = client.startSession(TestClient.SESSION);
        assertThat(expired.status()).isEqualTo(400);
        assertThat(expired.json().toString())
                .isEqualTo("{\"error\":{\"code\":\"CONSENT.EXPIRED\",\"message\":\"over\"}}");
        assertThat(client.startSession(TestClient.SESSION).status()).isEqualTo(429);
    }

    @Test
    void statusCanComeAsThePageOfAProxy() {
        playground.faults().onXs2a("*", ".*").htmlStatus(502).afterHandling();

        Answer answer = client.startSession(TestClient.SESSION);

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
    }

    @Test
    void headerAloneIsAddedToTheRegularAnswer() {
        playground.faults().onXs2a("PUT", SESSIONS).header("X-Extra", "1");

        Answer answer = client.startSession(TestClient.SESSION);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("X-Extra")).isEqualTo("1");
        assertThat(playground.exchanges()).hasSize(1);
    }

    @Test
    void faultStrikesOnlyItsOriginMethodAndPath() {
        JsonNode flow = client.startFlow(client.session(), "accounts", "{}");
        playground.faults().onAuth("POST", ".*").status(500);
        playground.faults().onXs2a("GET", "/other").status(500);
        playground.faults().onAuth("GET", "/branded/.*").status(504);

        assertThat(client.call("GET", flow.path("self").asString(), null).status())
                .isEqualTo(200);
        assertThat(client.consumer(flow).look().status()).isEqualTo(504);
        assertThat(client.consumer(flow).look().status()).isEqualTo(200);
    }

    @Test
    void delayedAnswerIsTheRegularOne() {
        Fault fault = playground.faults().onXs2a("PUT", SESSIONS).delay(Duration.ofHours(1));
        CompletableFuture<Answer> answer = client.callLater("PUT", client.url(SESSIONS), TestClient.SESSION);
        awaitHit(fault);

        assertThat(answer).isNotDone();
        playground.faults().clear();

        assertThat(answer.join().status()).isEqualTo(201);
    }

    @Test
    void neverAnsweredRequestIsLetGoOnClear() {
        Fault fault = playground.faults().onXs2a("PUT", SESSIONS).never();
        CompletableFuture<Answer> answer = client.callLater("PUT", client.url(SESSIONS), TestClient.SESSION);
        awaitHit(fault);

        assertThat(answer).isNotDone();
        playground.faults().clear();

        assertThatThrownBy(answer::join).isInstanceOf(CompletionException.class);
        assertThat(client.startSession(TestClient.SESSION).status()).isEqualTo(201);
    }

    @RepeatedTest(3)
    void heldRequestsDoNotKeepTheSimulatorFromClosing() {
        KosmaPlayground other = KosmaPlayground.start();
        Fault fault = other.faults().onXs2a("*", ".*").never();
        CompletableFuture<Answer> answer =
                new TestClient(other).callLater("PUT", other.baseUrl() + SESSIONS, TestClient.SESSION);
        awaitHit(fault);

        other.close();
        other.close();

        assertThatThrownBy(answer::join).isInstanceOf(CompletionException.class);
    }

    private static void awaitHit(Fault fault) {
        while (fault.hits() == 0) {
            Thread.onSpinWait();
        }
    }
}
