package io.github.kosmasdk.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.playground.Consent.Counts;
import io.github.kosmasdk.playground.Faults.Fault;
import io.github.kosmasdk.playground.TestClient.Answer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConsentsAtOnceIT {
    @RegisterExtension
    static final KosmaPlaygroundExtension KOSMA = KosmaPlaygroundExtension.with(settings -> settings.formKeys(1));

    private ConsentUser user;

    @BeforeEach
    void hasAConsent() {
        user = ConsentUser.of(KOSMA.playground(), ConsentUser.EVERYTHING, "embedded");
    }

    private Counts counts() {
        return KOSMA.playground().consents().find(user.id).orElseThrow().counts();
    }

    @Test
    void ofCallsAtOnceWithOneTokenExactlyOneSucceeds() {
        Fault held = KOSMA.playground()
                .faults()
                .onXs2a("POST", ".*/accounts/get")
                .times(8)
                .delay(Duration.ofHours(1));
        String url = user.urls.path("accounts").asString();
        List<CompletableFuture<Answer>> calls = IntStream.range(0, 8)
                .mapToObj(i -> user.client.callLater("POST", url, user.body(null, true)))
                .toList();
        while (held.hits() < 8) {
            Thread.onSpinWait();
        }
        KOSMA.playground().faults().clear();

        assertThat(calls.stream().map(call -> call.join().status()))
                .containsOnly(200, 400)
                .containsOnlyOnce(200);
        assertThat(counts().mostAtOnce()).isEqualTo(8);
        assertThat(counts().supersededSent()).isEqualTo(7);
        assertThat(counts().succeeded()).isEqualTo(1);
        assertThat(counts().tokensIssued()).isEqualTo(2);
    }

    @Test
    void ofAnAnswerThatWasLostTheNextTokenIsKnown() {
        KOSMA.playground()
                .faults()
                .onXs2a("POST", ".*/accounts/get")
                .status(503)
                .afterHandling();
        KOSMA.playground().faults().onXs2a("POST", ".*/accounts/get").status(503);

        Answer lost = user.attended("accounts", null);
        Answer notHandled = user.attended("accounts", null);

        assertThat(List.of(lost.status(), notHandled.status())).containsOnly(503);
        assertThat(KOSMA.playground().consents().issuedTokens(user.id))
                .hasSize(2)
                .startsWith(user.token);
        assertThat(counts().calls()).isEqualTo(1);
        assertThat(counts().supersededSent()).isZero();
        assertThat(counts().mostAtOnce()).isEqualTo(1);
    }
}
