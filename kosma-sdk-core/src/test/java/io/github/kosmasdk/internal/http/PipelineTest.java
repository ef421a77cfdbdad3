package io.github.kosmasdk.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.KosmaEnvironment;
import io.github.kosmasdk.PollingPolicy;
import io.github.kosmasdk.ResiliencePolicy;
import io.github.kosmasdk.RetryPolicy;
import io.github.kosmasdk.WhiteLabelKeys;
import io.github.kosmasdk.error.ErrorCategory;
import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.error.KosmaAuthenticationException;
import io.github.kosmasdk.error.KosmaConflictException;
import io.github.kosmasdk.error.KosmaConsentException;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaInvalidRequestException;
import io.github.kosmasdk.error.KosmaLinkRefusedException;
import io.github.kosmasdk.error.KosmaNotFoundException;
import io.github.kosmasdk.error.KosmaServiceException;
import io.github.kosmasdk.error.KosmaTimeoutException;
import io.github.kosmasdk.error.KosmaTransportException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.internal.json.WireJson;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** The corridor on a virtual clock with loaded dice: every wait is instant and exact. */
class PipelineTest {

    private static final KosmaEnvironment ENVIRONMENT =
            new KosmaEnvironment(URI.create("https://api.example"), URI.create("https://auth.example:8443"));
    private static final ApiLink LINK = new ApiLink("https://api.example/xs2a/v1/sessions/abc");
    private static final String OK = "{\"data\":{\"name\":\"fine\"}}";
    private static final String BUSY = "{\"error\":{\"code\":\"TECHNICAL.BUSY\",\"message\":\"busy\"}}";

    private static final ResiliencePolicy FOUR_ATTEMPTS = ResiliencePolicy.STANDARD
            .withRetry(new RetryPolicy(4, Duration.ofSeconds(1), Duration.ofSeconds(3)))
            .withoutCircuitBreaker();

    private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    private final StubTransport transport = new StubTransport();
    private final AtomicReference<String> token = new AtomicReference<>("secret-token");

    record Named(String name) {}

    private Pipeline pipeline(double dice) {
        return new Pipeline(
                new Pipeline.Settings(
                        ENVIRONMENT,
                        token::get,
                        Duration.ofSeconds(30),
                        FOUR_ATTEMPTS,
                        PollingPolicy.STANDARD,
                        "test/1"),
                transport,
                new Timing(clock, () -> dice));
    }

    private static Operation<Named> operation(ReplayPolicy replay) {
        return Operation.xs2a("test.read", replay, HttpMethod.GET, LINK, null, WireJson.dataReader(Named.class));
    }

    /** Subscribes, lets virtual time pass until there is an outcome, and returns it. */
    private Outcome run(Mono<?> call) {
        Outcome outcome = new Outcome();
        call.subscribe(
                value -> outcome.value = value,
                failure -> {
                    outcome.failure = failure;
                    outcome.millis = clock.now(TimeUnit.MILLISECONDS);
                },
                () -> outcome.millis = clock.now(TimeUnit.MILLISECONDS));
        for (int i = 0; i < 120_000 && outcome.millis < 0; i++) {
            clock.advanceTimeBy(Duration.ofMillis(1));
        }
        return outcome;
    }

    private static final class Outcome {
        private Object value;
        private Throwable failure;
        private long millis = -1;
    }

    @Test
    void aReadIsTriedAgainWithFullJitterAndDoublingCeilings() {
        transport
                .answer(503, BUSY)
                .fail(new IOException("reset"), true)
                .answer(429, BUSY)
                .answer(200, OK);

        Outcome outcome = run(pipeline(0.5).execute(operation(ReplayPolicy.SAFE)));

        assertThat(outcome.value).isEqualTo(new Named("fine"));
        assertThat(outcome.millis).isEqualTo(500 + 1_000 + 1_500); // half of 1 s, of 2 s, of at most 3 s
        assertThat(transport.requests).hasSize(4);
        assertThat(transport.requests)
                .extracting(request -> request.headers().get("Klarna-Correlation-Id"))
                .doesNotContainNull()
                .containsOnly(transport.requests.get(0).headers().get("Klarna-Correlation-Id"));
    }

    @ParameterizedTest
    @EnumSource(value = ReplayPolicy.class, names = "SAFE", mode = EnumSource.Mode.EXCLUDE)
    void whatCreatesOrPaysIsNeverSentTwice(ReplayPolicy replay) {
        transport.fail(new IOException("reset"), true).answer(200, OK);
        Outcome outcome = run(pipeline(0).execute(operation(replay)));
        assertThat(outcome.failure).isInstanceOf(KosmaTransportException.class);
        assertThat(transport.requests).hasSize(1);
    }

    @Test
    void theThousandthCallHasItsFullAttempts() {
        Pipeline pipeline = pipeline(0);
        for (int i = 0; i < 1_000; i++) {
            transport.answer(503, BUSY).answer(503, BUSY).answer(503, BUSY).answer(200, OK);
            assertThat(run(pipeline.execute(operation(ReplayPolicy.SAFE))).value)
                    .isEqualTo(new Named("fine"));
        }
        assertThat(transport.requests).hasSize(4_000);
    }

    @Test
    void afterTheLastAttemptTheLastFailureIsTheAnswer() {
        transport.answer(502, BUSY).answer(502, BUSY).answer(502, BUSY).answer(504, BUSY);
        Outcome outcome = run(pipeline(0).execute(operation(ReplayPolicy.SAFE)));
        assertThat(outcome.failure).isInstanceOfSatisfying(KosmaServiceException.class, failure -> {
            assertThat(failure.status()).isEqualTo(504);
            assertThat(failure.retryAdvice().helpful()).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 500, 501})
    void otherAnswersAreNotTriedAgain(int status) {
        transport.answer(status, BUSY.replace("TECHNICAL.BUSY", "other"));
        run(pipeline(0).execute(operation(ReplayPolicy.SAFE)));
        assertThat(transport.requests).hasSize(1);
    }

    @Test
    void retryAfterInSecondsIsObeyed() {
        transport.answer(429, BUSY, "Retry-After", "7").answer(200, OK);
        assertThat(run(pipeline(0).execute(operation(ReplayPolicy.SAFE))).millis)
                .isEqualTo(7_000);
    }

    @Test
    void retryAfterAsADateIsObeyed() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.ofEpochMilli(clock.now(TimeUnit.MILLISECONDS))
                .plusSeconds(9)
                .atOffset(ZoneOffset.UTC));
        transport.answer(503, BUSY, "Retry-After", date).answer(200, OK);
        assertThat(run(pipeline(0).execute(operation(ReplayPolicy.SAFE))).millis)
                .isEqualTo(9_000);
    }

    @Test
    void aRetryAfterInAnotherAgeCountsAsNotSaid() {
        transport
                .answer(503, BUSY, "retry-after", "Fri, 31 Dec 9999 23:59:59 GMT")
                .answer(200, OK);
        assertThat(run(pipeline(0).execute(operation(ReplayPolicy.SAFE))).value).isEqualTo(new Named("fine"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Application/JSON", "text/plain", ""})
    void anErrorIsReadWhateverTheAnswerCallsItself(String contentType) {
        transport.answer(503, BUSY, "content-type", contentType);
        Outcome outcome = run(pipeline(0).execute(operation(ReplayPolicy.CREATES)));
        assertThat(outcome.failure)
                .isInstanceOfSatisfying(
                        KosmaServiceException.class,
                        failure -> assertThat(failure.code()).isEqualTo("TECHNICAL.BUSY"));
    }

    @Test
    void aWaitThatWouldPassTheDeadlineIsNotBegun() {
        transport.answer(503, BUSY, "Retry-After", "31");
        Outcome outcome = run(pipeline(0).execute(operation(ReplayPolicy.SAFE)));
        assertThat(outcome.millis).isZero();
        assertThat(outcome.failure)
                .isInstanceOfSatisfying(
                        KosmaServiceException.class,
                        failure -> assertThat(failure.retryAdvice().after()).contains(Duration.ofSeconds(31)));
    }

    @Test
    void theDeadlineBoundsAllAttemptsTogetherAndKeepsTheLastFailure() {
        transport.answer(503, BUSY, "Retry-After", "20").never();
        Outcome outcome = run(pipeline(0).execute(operation(ReplayPolicy.SAFE)));
        assertThat(outcome.millis).isEqualTo(30_000);
        assertThat(outcome.failure).isInstanceOfSatisfying(KosmaTimeoutException.class, timeout -> {
            assertThat(timeout.deadline()).isEqualTo(Duration.ofSeconds(30));
            assertThat(timeout.operation()).contains("test.read");
            assertThat(timeout).hasCauseInstanceOf(KosmaServiceException.class);
        });
    }

    @Test
    void aCallThatNeverGotAConnectionDidNotLeave() {
        Transport withoutConnections = new Transport() {
            @Override
            public <R> Mono<R> exchange(Request request, AnswerReader<R> reader) {
                return Mono.never();
            }

            @Override
            public void close() {}
        };
        Pipeline.Settings settings = new Pipeline.Settings(
                ENVIRONMENT, token::get, Duration.ofSeconds(1), ResiliencePolicy.OFF, PollingPolicy.STANDARD, "test/1");
        Outcome outcome = run(new Pipeline(settings, withoutConnections, new Timing(clock, () -> 0))
                .execute(operation(ReplayPolicy.CREATES)));
        assertThat(outcome.failure)
                .isInstanceOfSatisfying(
                        KosmaTimeoutException.class,
                        timeout -> assertThat(timeout.requestMayHaveBeenSent()).isFalse());
    }

    @Test
    void aRefusedConnectionIsNoHttpStatusAndNothingWasSent() {
        ConnectException refused = new ConnectException("refused");
        transport.fail(refused, false).fail(refused, false).fail(refused, false).fail(refused, false);
        Outcome outcome = run(pipeline(0).execute(operation(ReplayPolicy.SAFE)));
        assertThat(outcome.failure).isInstanceOfSatisfying(KosmaTransportException.class, failure -> {
            assertThat(failure.requestMayHaveBeenSent()).isFalse();
            assertThat(failure).hasMessageContaining("api.example").hasMessageContaining("nothing is listening");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "400, badRequest, io.github.kosmasdk.error.KosmaInvalidRequestException",
        "422, whatever, io.github.kosmasdk.error.KosmaInvalidRequestException",
        "401, unauthorized, io.github.kosmasdk.error.KosmaAuthenticationException",
        "403, forbidden, io.github.kosmasdk.error.KosmaAuthenticationException",
        "404, notFound, io.github.kosmasdk.error.KosmaNotFoundException",
        "409, CONFLICT, io.github.kosmasdk.error.KosmaConflictException",
        "400, CONSENT.EXPIRED, io.github.kosmasdk.error.KosmaConsentException",
        "400, BANK.SOMETHING.NEW, io.github.kosmasdk.error.KosmaServiceException",
        "400, MAINTENANCE, io.github.kosmasdk.error.KosmaServiceException",
        "500, whatever, io.github.kosmasdk.error.KosmaServiceException",
        "418, whatever, io.github.kosmasdk.error.KosmaApiException",
        "302, whatever, io.github.kosmasdk.error.KosmaApiException"
    })
    void everyAnswerHasItsException(int status, String code, Class<? extends KosmaApiException> type) {
        transport.answer(status, """
                {"error":{"code":"%s","message":"m","errors":[{"code":"C","location":"body.x"}],"new":1}}""".formatted(code));
        Outcome outcome = run(pipeline(0).execute(operation(ReplayPolicy.CREATES)));
        assertThat(outcome.failure).isExactlyInstanceOf(type);
        KosmaApiException failure = (KosmaApiException) outcome.failure;
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.category()).isEqualTo(ErrorCategory.of(code));
        assertThat(failure.fieldErrors()).singleElement().hasToString("body.x: C");
        assertThat(failure.correlationId())
                .contains(transport.requests.get(0).headers().get("Klarna-Correlation-Id"));
        assertThat(failure).hasMessageContaining(failure.correlationId().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Bad gateway</html>", "", "{\"error\":", "[]", "{\"error\":\"text\"}", "null"})
    void anErrorWithoutAReadableBodyIsStillThatStatus(String body) {
        transport.answer(500, body);
        Outcome outcome = run(pipeline(0).execute(operation(ReplayPolicy.CREATES)));
        assertThat(outcome.failure).isInstanceOfSatisfying(KosmaServiceException.class, failure -> {
            assertThat(failure.status()).isEqualTo(500);
            assertThat(failure.code()).isEmpty();
            assertThat(failure.category()).isEqualTo(ErrorCategory.UNKNOWN);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html>hello</html> | not JSON",
                "'' | it is empty",
                "{} | no 'data'",
                "{\"data\":{\"name\":{\"deep\":\"Erika Musterfrau\"}}} | at data.name",
                "{\"data\":{\"name\": | cut short"
            })
    void aSuccessThatCannotBeReadSaysWhereWithoutSayingWhat(String body, String where) {
        transport.answer(200, body);
        Outcome outcome = run(pipeline(0).execute(operation(ReplayPolicy.SAFE)));
        assertThat(outcome.failure)
                .isInstanceOf(KosmaTransportException.class)
                .hasNoCause()
                .hasMessageContaining(where)
                .message()
                .doesNotContain("Erika");
        assertThat(transport.requests).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"20, 30000, 1", "31, 31000, 0"})
    void theTimeTheTokenTakesCountsAndNothingIsSentWhenItTookAll(int seconds, long outcomeAt, int sent) {
        transport.never();
        Supplier<String> slow = () -> {
            clock.advanceTimeBy(Duration.ofSeconds(seconds));
            return "secret-token";
        };
        Pipeline pipeline = new Pipeline(
                new Pipeline.Settings(
                        ENVIRONMENT,
                        slow,
                        Duration.ofSeconds(30),
                        ResiliencePolicy.OFF,
                        PollingPolicy.STANDARD,
                        "test/1"),
                transport,
                new Timing(clock, () -> 0));
        Outcome outcome = run(pipeline.execute(operation(ReplayPolicy.CREATES)));
        assertThat(outcome.failure).isInstanceOf(KosmaTimeoutException.class);
        assertThat(outcome.millis).isEqualTo(outcomeAt);
        assertThat(transport.requests).hasSize(sent);
    }

    @Test
    void theTokenIsAskedOnEveryCallAndGoesToTheXs2aApiOnly() {
        transport.answer(200, OK).answer(200, OK).answer(200, OK);
        Pipeline pipeline = pipeline(0);
        run(pipeline.execute(operation(ReplayPolicy.SAFE)));
        token.set("rotated");
        run(pipeline.execute(operation(ReplayPolicy.SAFE)));
        run(pipeline.execute(new Operation<>(
                "auth.begin",
                Api.AUTH,
                HttpMethod.GET,
                new ApiLink("https://auth.example:8443/wizard/1"),
                null,
                Optional.of("Consumer/1"),
                WireJson.dataReader(Named.class),
                ReplayPolicy.SAFE)));

        assertThat(transport.requests.get(0).headers().get("Authorization")).isEqualTo("Token secret-token");
        assertThat(transport.requests.get(1).headers().get("Authorization")).isEqualTo("Token rotated");
        assertThat(transport.requests.get(2).headers().contains("Authorization"))
                .isFalse();
        assertThat(transport.requests.get(2).headers().get("User-Agent")).isEqualTo("Consumer/1");
        assertThat(transport.requests.get(2).headers().get("Client-Agent")).isEqualTo("test/1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "two words", "line\nbreak", "ümlaut"})
    void aTokenThatCannotBeOneIsRefusedUnseen(String bad) {
        token.set(bad);
        Outcome outcome = run(pipeline(0).execute(operation(ReplayPolicy.SAFE)));
        assertThat(outcome.failure).isInstanceOf(KosmaUsageException.class).hasMessageContaining("kosma.token");
        if (!bad.isBlank()) {
            assertThat(outcome.failure).message().doesNotContain(bad);
        }
        assertThat(transport.requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.example/x",
                "https://api.example.evil.example/x",
                "https://evil.example/x",
                "https://api.example:444/x",
                "https://api.example:8443/x",
                "https://auth.example:8443/x",
                "https://user@api.example/x",
                "https://api.example@evil.example/x",
                "https://api.example%40evil.example/x",
                "https://api.example./x",
                "https://api.exampl\u0435/x",
                "https://xn--api-example/x",
                "https://[::1]/x",
                "https://127.0.0.1/x",
                "https://2130706433/x",
                "https:\\\\api.example\\x",
                "https://evil.example\\@api.example/x",
                "https://evil.example#@api.example/x",
                "https://evil.example?@api.example/x",
                "//api.example/x",
                "/xs2a/v1/sessions",
                "api.example/x",
                "javascript:alert(1)",
                "data:text/plain,hello",
                "file:///etc/hosts",
                "ftp://api.example/x",
                "https://api.example /x",
                " https://api.example/x",
                "https://api.example\n/x",
                "https:///x",
                "https:api.example/x",
                ""
            })
    void aLinkToAnyOtherOriginIsRefusedBeforeAByteIsSent(String hostile) {
        Operation<Named> call = Operation.xs2a(
                "test.read",
                ReplayPolicy.SAFE,
                HttpMethod.GET,
                new ApiLink(hostile),
                null,
                WireJson.dataReader(Named.class));
        Outcome outcome = run(pipeline(0).execute(call));
        assertThat(outcome.failure)
                .isInstanceOf(KosmaLinkRefusedException.class)
                .hasMessageContaining("kosma.base-url")
                .message()
                .doesNotContain("secret-token");
        assertThat(transport.requests).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example/a/b?c=d, https://api.example/a/b?c=d",
        "https://api.example:443/a, https://api.example/a",
        "HTTPS://API.EXAMPLE/a, https://api.example/a",
        "https://api.example, https://api.example/",
        "https://api.example/a%2Fb#part, https://api.example/a%2Fb"
    })
    void aLinkToTheOriginIsCalledThereWhateverElseItHolds(String link, URI called) {
        transport.answer(200, OK);
        run(pipeline(0)
                .execute(Operation.xs2a(
                        "test.read",
                        ReplayPolicy.SAFE,
                        HttpMethod.GET,
                        new ApiLink(link),
                        null,
                        WireJson.dataReader(Named.class))));
        assertThat(transport.requests.get(0).uri()).isEqualTo(called);
    }

    @Test
    void pollingBeginsAfterASecondAndSlowsDownToFive() {
        List<Long> looks = new ArrayList<>();
        Iterator<Boolean> ends =
                List.of(false, false, false, false, false, false, true).iterator();
        Mono<Boolean> look = Mono.fromSupplier(() -> {
            looks.add(clock.now(TimeUnit.MILLISECONDS));
            return ends.next();
        });

        Outcome outcome = run(pipeline(1).poll("it", "test.await", look, done -> done, Duration.ofMinutes(2)));

        assertThat(outcome.value).isEqualTo(true);
        assertThat(looks).containsExactly(1_000L, 2_500L, 4_750L, 8_125L, 13_125L, 18_125L, 23_125L);
    }

    @Test
    void aLookThatFailsForAWhileDoesNotEndTheWaiting() {
        Iterator<Mono<String>> looks = List.<Mono<String>>of(
                        Mono.error(temporary("30")), Mono.error(temporary(null)), Mono.just("done"))
                .iterator();
        Outcome outcome = run(
                pipeline(0).poll("it", "test.await", Mono.defer(looks::next), "done"::equals, Duration.ofMinutes(2)));
        assertThat(outcome.value).isEqualTo("done");
        assertThat(outcome.millis).isEqualTo(1_000 + 30_000 + 1_000);
    }

    @Test
    void aLookThatFailsForGoodEndsTheWaiting() {
        transport.answer(404, "{}");
        Outcome outcome = run(pipeline(0)
                .poll(
                        "it",
                        "test.await",
                        pipeline(0).execute(operation(ReplayPolicy.SAFE)),
                        done -> false,
                        Duration.ofMinutes(2)));
        assertThat(outcome.failure).isInstanceOf(KosmaNotFoundException.class);
    }

    @Test
    void waitingEndsAtItsOwnTimeAndSaysWhatWasLastSeen() {
        Outcome outcome = run(pipeline(0)
                .poll("the login", "test.await", Mono.error(temporary(null)), done -> false, Duration.ofSeconds(10)));
        assertThat(outcome.millis).isEqualTo(10_000);
        assertThat(outcome.failure)
                .isInstanceOf(KosmaTimeoutException.class)
                .hasMessageContaining("the login did not end within PT10S")
                .hasCauseInstanceOf(KosmaServiceException.class);
    }

    private KosmaException temporary(String retryAfter) {
        StubTransport once = new StubTransport();
        if (retryAfter == null) {
            once.answer(500, BUSY);
        } else {
            once.answer(500, BUSY, "Retry-After", retryAfter);
        }
        Pipeline.Settings settings = new Pipeline.Settings(
                ENVIRONMENT, () -> "t", Duration.ofSeconds(1), ResiliencePolicy.OFF, PollingPolicy.STANDARD, "test/1");
        AtomicReference<KosmaException> failure = new AtomicReference<>();
        new Pipeline(settings, once, new Timing(clock, () -> 0))
                .execute(operation(ReplayPolicy.SAFE))
                .subscribe(value -> {}, thrown -> failure.set((KosmaException) thrown));
        return failure.get();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | {\"name\":\"n\"} | {\"name\":\"n\",\"keys\":{\"hsm\":\"h\",\"aspsp_data\":\"00ff:11ee\"}}",
                "PUT | {\"name\":\"n\"} | {\"name\":\"n\",\"keys\":{\"hsm\":\"h\",\"aspsp_data\":\"00ff:11ee\"}}",
                "POST | | {\"keys\":{\"hsm\":\"h\",\"aspsp_data\":\"00ff:11ee\"}}",
                "DELETE | | {\"keys\":{\"hsm\":\"h\",\"aspsp_data\":\"00ff:11ee\"}}",
                "GET | |"
            })
    void whiteLabelKeysGoWithWhateverIsNotOnlyRead(String method, String body, String sent) {
        for (Api api : List.of(Api.XS2A, Api.AUTH)) {
            transport.answer(200, OK);
            run(whiteLabel()
                    .execute(new Operation<>(
                            "test",
                            api,
                            HttpMethod.valueOf(method),
                            new ApiLink(api == Api.XS2A ? "https://api.example/x" : "https://auth.example:8443/x"),
                            body == null ? null : new Named("n"),
                            Optional.empty(),
                            null,
                            ReplayPolicy.CREATES)));
            Transport.Request request = transport.requests.get(transport.requests.size() - 1);
            assertThat(request.body() == null ? null : new String(request.body(), StandardCharsets.UTF_8))
                    .isEqualTo(sent);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Api.class,
            names = {"INSIGHTS", "BANK_DIRECTORY"})
    void whiteLabelKeysGoOnlyWhereTheyAreWanted(Api api) {
        transport.answer(200, OK);
        run(whiteLabel()
                .execute(new Operation<>(
                        "test",
                        api,
                        HttpMethod.POST,
                        new ApiLink("https://api.example/x"),
                        new Named("n"),
                        Optional.empty(),
                        null,
                        ReplayPolicy.SAFE)));
        assertThat(transport.requests.get(0).body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"name\":\"n\"}");
    }

    private Pipeline whiteLabel() {
        return new Pipeline(
                new Pipeline.Settings(
                        ENVIRONMENT,
                        token::get,
                        Duration.ofSeconds(30),
                        ResiliencePolicy.OFF,
                        PollingPolicy.STANDARD,
                        "test/1",
                        Optional.of(new WhiteLabelKeys("h", "00ff:11ee"))),
                transport,
                new Timing(clock, () -> 0));
    }

    @Test
    void aClosedClientRefusesCalls() {
        Pipeline pipeline = pipeline(0.5);
        pipeline.close();

        assertThat(run(pipeline.execute(operation(ReplayPolicy.SAFE))).failure)
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void everyExceptionClassIsInTheTableAbove() {
        assertThat(KosmaApiException.class.getPermittedSubclasses())
                .containsExactlyInAnyOrderElementsOf(List.of(
                        KosmaAuthenticationException.class,
                        KosmaConflictException.class,
                        KosmaConsentException.class,
                        KosmaInvalidRequestException.class,
                        KosmaNotFoundException.class,
                        KosmaServiceException.class));
    }
}
