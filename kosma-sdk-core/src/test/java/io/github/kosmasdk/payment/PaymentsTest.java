package io.github.kosmasdk.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.KosmaEnvironment;
import io.github.kosmasdk.PollingPolicy;
import io.github.kosmasdk.ResiliencePolicy;
import io.github.kosmasdk.consent.TransferToken;
import io.github.kosmasdk.error.ErrorCategory;
import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.error.KosmaCallRejectedException;
import io.github.kosmasdk.error.KosmaNotFoundException;
import io.github.kosmasdk.error.KosmaTimeoutException;
import io.github.kosmasdk.error.KosmaTransportException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.error.ServiceError;
import io.github.kosmasdk.flow.ClientToken;
import io.github.kosmasdk.flow.Flow;
import io.github.kosmasdk.internal.http.Pipeline;
import io.github.kosmasdk.internal.http.StubTransport;
import io.github.kosmasdk.internal.http.Timing;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.ReactiveSessionsClient;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionRequest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What becomes of a payment, step by step, whatever fails. */
class PaymentsTest {

    private static final String SESSION = "https://api.example/xs2a/v1/sessions/s1";
    private static final String FLOW = SESSION + "/flows/f1";
    private static final SessionRequest REQUEST =
            SessionRequest.builder(new Psu("Browser/1", "203.0.113.17")).build();
    private static final TransferRequest TRANSFER = WrongPayment.build(WrongPayment.good());
    private static final Duration WITHIN = Duration.ofMinutes(5);

    private static final String SESSION_STARTED = """
            {"data":{"session_id":"s1","session_id_short":"S1","self":"%s","flows":{"transfer":"%s/flows/transfer"}}}""".formatted(SESSION, SESSION);
    private static final String FLOW_STARTED = """
            {"data":{"flow_id":"f1","state":"CONSUMER_INPUT_NEEDED","self":"%s","client_token":"c.1.x"}}""".formatted(FLOW);
    private static final String NO_FLOWS = "{\"data\":{\"state\":\"RUNNING\",\"previous_flows\":[]}}";
    private static final String OUR_FLOW = """
            {"data":{"state":"RUNNING","current_flow":{"flow_id":"f1","url":"%s","type":"transfer"}}}""".formatted(FLOW);
    private static final String GONE = "{\"error\":{\"code\":\"notFound\",\"message\":\"m\"}}";

    private static final Session THE_SESSION = new Session(
            "s1",
            Optional.of("S1"),
            new ApiLink(SESSION),
            Optional.empty(),
            Map.of("transfer", new ApiLink(SESSION + "/flows/transfer")));
    private static final PaymentHandle WITHOUT_FLOW = PaymentHandle.of(THE_SESSION);
    private static final PaymentHandle WITH_FLOW =
            WITHOUT_FLOW.with(new Flow<>(PaymentFlows.TRANSFER, "f1", new ApiLink(FLOW), new ClientToken("c.1.x")));

    private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    private final StubTransport service = new StubTransport();
    private final List<PaymentHandle> kept = new ArrayList<>();
    private final List<ClientToken> consumerSaw = new ArrayList<>();
    private final ReactivePaymentsClient payments = new ReactivePaymentsClient(pipeline(ResiliencePolicy.OFF));

    private Pipeline pipeline(ResiliencePolicy resilience) {
        return new Pipeline(
                new Pipeline.Settings(
                        new KosmaEnvironment(URI.create("https://api.example"), URI.create("https://auth.example")),
                        () -> "token",
                        Duration.ofSeconds(30),
                        resilience,
                        PollingPolicy.STANDARD,
                        "test/1"),
                service,
                new Timing(clock, () -> 0));
    }

    private static String flow(String state) {
        return "{\"data\":{\"state\":\"" + state + "\",\"client_token\":\"c.2.x\"}}";
    }

    private PaymentResult pay() {
        return run(payments.pay(REQUEST, TRANSFER, this::keep, this::consumer, WITHIN));
    }

    private PaymentResult resolve(PaymentHandle handle) {
        return run(payments.resolve(handle, WITHIN));
    }

    private Mono<Void> keep(PaymentHandle handle) {
        return Mono.fromRunnable(() -> kept.add(handle));
    }

    private Mono<Void> consumer(ClientToken token) {
        return Mono.fromRunnable(() -> consumerSaw.add(token));
    }

    private PaymentResult run(Mono<PaymentResult> payment) {
        return (PaymentResult) outcome(payment);
    }

    private Object outcome(Mono<PaymentResult> payment) {
        List<Object> outcome = new ArrayList<>();
        payment.subscribe(outcome::add, outcome::add);
        for (int i = 0; i < 600 && outcome.isEmpty(); i++) {
            clock.advanceTimeBy(Duration.ofSeconds(1));
        }
        assertThat(outcome).hasSize(1);
        return outcome.get(0);
    }

    private List<String> sent() {
        return service.requests.stream()
                .map(request -> request.method() + " " + request.uri().getPath().replace("/xs2a/v1/sessions", ""))
                .toList();
    }

    @Test
    void aPaymentThatGoesThrough() {
        service.answer(201, SESSION_STARTED)
                .answer(201, FLOW_STARTED)
                .answer(200, flow("PROCESSING"))
                .answer(200, """
                        {"data":{"state":"FINISHED","client_token":"c.3.x","result":{"type":"transfer",
                        "transfer_id":"t1","transfer_token":"tt.1"}}}""");

        PaymentResult result = pay();

        assertThat(result).isInstanceOfSatisfying(PaymentResult.Initiated.class, initiated -> {
            assertThat(initiated.transfer().transferId()).contains("t1");
            assertThat(initiated.transfer().transferToken()).contains(new TransferToken("tt.1"));
            assertThat(initiated.handle().session()).isEqualTo(THE_SESSION);
        });
        assertThat(sent()).containsExactly("PUT ", "PUT /s1/flows/transfer", "GET /s1/flows/f1", "GET /s1/flows/f1");
        assertThat(consumerSaw).containsExactly(new ClientToken("c.1.x"));
        assertThat(kept).containsExactly(WITHOUT_FLOW, WITH_FLOW);
    }

    /** While the first handle is kept, somebody else makes the one call that the client makes at a time. */
    @Test
    void aStartThatTheClientRefusesIsDeniedForCertain() {
        service.answer(201, SESSION_STARTED).never();
        Pipeline busy = pipeline(ResiliencePolicy.OFF.withMaxConcurrentCalls(1));
        ReactiveSessionsClient somebodyElse = new ReactiveSessionsClient(busy);

        PaymentResult result = run(new ReactivePaymentsClient(busy)
                .pay(
                        REQUEST,
                        TRANSFER,
                        handle -> Mono.fromRunnable(
                                () -> somebodyElse.read(THE_SESSION).subscribe(info -> {}, failure -> {})),
                        this::consumer,
                        WITHIN));

        assertThat(result).isInstanceOfSatisfying(PaymentResult.Denied.class, denied -> {
            assertThat(denied.certain()).isTrue();
            assertThat(denied.failure()).containsInstanceOf(KosmaCallRejectedException.class);
        });
        assertThat(sent()).containsExactly("PUT ", "GET /s1");
    }

    @Test
    void theHandleIsKeptBeforeAnythingCanMove() {
        List<Integer> requestsBefore = new ArrayList<>();
        service.answer(201, SESSION_STARTED).answer(201, FLOW_STARTED).answer(200, flow("FINISHED"));
        run(payments.pay(
                REQUEST,
                TRANSFER,
                handle -> Mono.fromRunnable(() -> requestsBefore.add(service.requests.size())),
                this::consumer,
                WITHIN));
        assertThat(requestsBefore).containsExactly(1, 2);
    }

    @Test
    void whatCannotBeKeptIsNotStarted() {
        service.answer(201, SESSION_STARTED);
        IllegalStateException full = new IllegalStateException("disk full");
        assertThat(outcome(payments.pay(REQUEST, TRANSFER, handle -> Mono.error(full), this::consumer, WITHIN)))
                .isSameAs(full);
        assertThat(sent()).containsExactly("PUT ");
    }

    @Test
    void aHandleThatCannotBeKeptOnceMoreStopsNothing() {
        service.answer(201, SESSION_STARTED).answer(201, FLOW_STARTED).answer(200, flow("FINISHED"));
        Function<PaymentHandle, Mono<Void>> once =
                handle -> handle.flow().isPresent() ? Mono.error(new IllegalStateException("full")) : Mono.empty();
        assertThat(run(payments.pay(REQUEST, TRANSFER, once, this::consumer, WITHIN)))
                .isInstanceOf(PaymentResult.Initiated.class);
    }

    @Test
    void aSessionThatCannotBeStartedMovesNothing() {
        service.fail(new IOException("reset"), true);
        assertThat(pay())
                .isInstanceOfSatisfying(
                        PaymentResult.Denied.class,
                        denied -> assertThat(denied.failure()).containsInstanceOf(KosmaTransportException.class));
        assertThat(kept).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"400, badRequest", "401, unauthorized", "403, x", "404, notFound", "422, x", "400, NOT_SUPPORTED"})
    void aRefusedStartIsDenied(int status, String code) {
        service.answer(201, SESSION_STARTED)
                .answer(status, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"m\"}}");
        assertThat(pay()).isInstanceOfSatisfying(PaymentResult.Denied.class, denied -> {
            assertThat(denied.error().code()).isEqualTo(code);
            assertThat(denied.failure()).containsInstanceOf(KosmaApiException.class);
        });
        assertThat(consumerSaw).isEmpty();
        assertThat(sent()).hasSize(2);
    }

    @Test
    void aStartThatNeverLeftIsDenied() {
        service.answer(201, SESSION_STARTED).fail(new ConnectException("refused"), false);
        assertThat(pay()).isInstanceOf(PaymentResult.Denied.class);
        assertThat(sent()).hasSize(2);
    }

    private void loseTheStart(String how) {
        switch (how) {
            case "reset" -> service.fail(new IOException("reset"), true);
            case "never" -> service.never();
            case "garbage" -> service.answer(201, "<html>");
            case "cut" -> service.answer(201, "{\"data\":{\"flow_id\":\"f1\",");
            default -> service.answer(Integer.parseInt(how), GONE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset", "never", "garbage", "cut", "302", "408", "409", "425", "429", "500", "502", "504"})
    void aLostStartIsFoundInItsSessionAndGoesOn(String how) {
        service.answer(201, SESSION_STARTED);
        loseTheStart(how);
        service.answer(200, OUR_FLOW).answer(200, flow("CONSUMER_INPUT_NEEDED")).answer(200, flow("FINISHED"));

        assertThat(pay()).isInstanceOf(PaymentResult.Initiated.class);

        assertThat(sent())
                .containsExactly("PUT ", "PUT /s1/flows/transfer", "GET /s1", "GET /s1/flows/f1", "GET /s1/flows/f1");
        assertThat(consumerSaw).containsExactly(new ClientToken("c.2.x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset", "never", "500"})
    void aLostStartThatStartedNothingIsDeniedOnceTheSessionIsClosed(String how) {
        service.answer(201, SESSION_STARTED);
        loseTheStart(how);
        service.answer(200, NO_FLOWS).answer(204, "").answer(200, NO_FLOWS.replace("RUNNING", "CLOSED"));

        assertThat(pay()).isEqualTo(new PaymentResult.Denied(ServiceError.UNKNOWN, Optional.empty(), true));

        assertThat(sent()).containsExactly("PUT ", "PUT /s1/flows/transfer", "GET /s1", "DELETE /s1", "GET /s1");
    }

    @Test
    void aStartThatOvertakesTheClosingIsNotTakenForNothing() {
        service.answer(200, NO_FLOWS).answer(204, "").answer(200, OUR_FLOW).answer(200, flow("ABORTED"));
        assertThat(resolve(WITHOUT_FLOW)).isInstanceOf(PaymentResult.Aborted.class);
    }

    @Test
    void aStartThatOvertakesTheClosingIsAbortedWhereFlowsOfClosedSessionsAreForgotten() {
        service.answer(200, NO_FLOWS).answer(204, "").answer(200, OUR_FLOW).answer(404, GONE);
        assertThat(resolve(WITHOUT_FLOW)).isInstanceOf(PaymentResult.Aborted.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFlowThatWentWithItsSessionIsAbortedWithoutProof(boolean flowKnown) {
        String closed = OUR_FLOW.replace("RUNNING", "CLOSED");
        if (flowKnown) {
            service.answer(404, GONE).answer(200, closed);
        } else {
            service.answer(200, closed).answer(404, GONE);
        }
        assertThat(resolve(flowKnown ? WITH_FLOW : WITHOUT_FLOW)).isInstanceOf(PaymentResult.Aborted.class);
    }

    @Test
    void aFlowThatIsGoneFromARunningSessionProvesNothing() {
        service.answer(404, GONE).answer(200, OUR_FLOW);
        assertThat(resolve(WITH_FLOW)).isInstanceOf(PaymentResult.OutcomeUnknown.class);
    }

    @Test
    void aForgottenClosedSessionProvesNothingStartedWhenNobodyEverLoggedIn() {
        service.answer(200, NO_FLOWS).answer(204, "").answer(404, GONE);
        assertThat(resolve(WITHOUT_FLOW)).isInstanceOf(PaymentResult.Denied.class);
    }

    @Test
    void aForgottenClosedSessionProvesNothingWhenSomebodyHadLoggedIn() {
        service.answer(200, OUR_FLOW.replace("\"transfer\"", "\"accounts\""))
                .answer(204, "")
                .answer(404, GONE);
        assertThat(resolve(WITHOUT_FLOW)).isInstanceOf(PaymentResult.OutcomeUnknown.class);
    }

    @Test
    void aForgottenSessionProvesNothing() {
        service.answer(404, GONE);
        assertThat(resolve(WITHOUT_FLOW))
                .isInstanceOfSatisfying(
                        PaymentResult.OutcomeUnknown.class,
                        unknown -> assertThat(unknown.failure()).containsInstanceOf(KosmaNotFoundException.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":{\"current_flow\":{\"flow_id\":\"f1\",\"url\":\"https://api.example/f\"}}}",
                "{\"data\":{\"current_flow\":{\"url\":\"https://api.example/f\",\"type\":\"sepa_payment\"}}}",
                "{\"data\":{\"previous_flows\":[{\"flow_id\":\"f1\",\"type\":\"transfer\"}]}}",
                "{\"data\":{\"previous_flows\":[{\"url\":\"https://api.example/1\",\"type\":\"transfer\"},"
                        + "{\"url\":\"https://api.example/2\",\"type\":\"transfer\"}]}}"
            })
    void aSessionThatDoesNotSayWhichFlowItWasLeavesTheOutcomeUnknown(String session) {
        service.answer(200, session);
        assertThat(resolve(WITHOUT_FLOW)).isInstanceOf(PaymentResult.OutcomeUnknown.class);
        assertThat(sent()).containsExactly("GET /s1");
    }

    @Test
    void aFlowThatTheSessionNamesTwiceOrInCapitalsIsStillTheOne() {
        String reference = "{\"flow_id\":\"f1\",\"url\":\"" + FLOW + "\",\"type\":\"TRANSFER\"}";
        service.answer(200, "{\"data\":{\"current_flow\":" + reference + ",\"previous_flows\":[" + reference + "]}}")
                .answer(200, flow("FINISHED"));
        assertThat(resolve(WITHOUT_FLOW)).isInstanceOf(PaymentResult.Initiated.class);
    }

    @Test
    void aSessionThatCannotBeReadForAWhileIsReadAgain() {
        service.answer(503, GONE)
                .fail(new IOException("reset"), true)
                .answer(200, OUR_FLOW)
                .answer(200, flow("FINISHED"));
        assertThat(resolve(WITHOUT_FLOW)).isInstanceOf(PaymentResult.Initiated.class);
    }

    @Test
    void aSessionThatCannotBeClosedLeavesTheOutcomeUnknown() {
        service.answer(200, NO_FLOWS).answer(500, GONE);
        assertThat(resolve(WITHOUT_FLOW)).isInstanceOf(PaymentResult.OutcomeUnknown.class);
    }

    @ParameterizedTest
    @CsvSource({"FINISHED, Initiated", "ABORTED, Aborted", "EXCEPTION, Denied"})
    void anEndedFlowIsItsOutcome(String state, String outcome) {
        service.answer(200, flow(state));
        assertThat(resolve(WITH_FLOW).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void whyItWasDeniedIsSaid() {
        service.answer(200, """
                {"data":{"state":"EXCEPTION","client_token":"x",
                "error":{"code":"USER.TRANSFER_DENIED.INSUFFICIENT_FUNDS","message":"m"}}}""");
        assertThat(resolve(WITH_FLOW))
                .isInstanceOfSatisfying(
                        PaymentResult.Denied.class,
                        denied -> assertThat(denied.category())
                                .isEqualTo(ErrorCategory.USER_TRANSFER_DENIED_INSUFFICIENT_FUNDS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"result\":{\"type\":\"transfer\",\"transfer\":{\"amount\":\"12\",\"to\":[],\"preferred_date\":\"soon\"}}",
                "\"result\":\"done\"",
                "\"result\":null"
            })
    void aFinishedTransferIsInitiatedWhateverItsResultLooksLike(String result) {
        service.answer(200, "{\"data\":{\"state\":\"FINISHED\",\"client_token\":\"x\"," + result + "}}");
        assertThat(resolve(WITH_FLOW)).isInstanceOf(PaymentResult.Initiated.class);
    }

    @Test
    void aConsumerWhoTakesTooLongLeavesTheOutcomeUnknownAtTheTimeThatWasGiven() {
        service.answer(201, SESSION_STARTED).answer(201, FLOW_STARTED);
        long start = clock.now(TimeUnit.SECONDS);
        PaymentResult result =
                run(payments.pay(REQUEST, TRANSFER, this::keep, token -> Mono.never(), Duration.ofSeconds(90)));
        assertThat(clock.now(TimeUnit.SECONDS) - start).isEqualTo(90);
        assertThat(result).isInstanceOfSatisfying(PaymentResult.OutcomeUnknown.class, unknown -> {
            assertThat(unknown.handle()).isEqualTo(WITH_FLOW);
            assertThat(unknown.failure()).containsInstanceOf(KosmaTimeoutException.class);
        });
    }

    @ParameterizedTest
    @CsvSource({"FINISHED, Initiated", "EXCEPTION, Denied", "PROCESSING, OutcomeUnknown"})
    void whenTheConsumersPartFailsTheFlowTells(String state, String outcome) {
        service.answer(201, SESSION_STARTED).answer(201, FLOW_STARTED).answer(200, flow(state));
        IllegalStateException broken = new IllegalStateException("the page broke");
        PaymentResult result = run(payments.pay(REQUEST, TRANSFER, this::keep, token -> Mono.error(broken), WITHIN));
        assertThat(result.getClass().getSimpleName()).isEqualTo(outcome);
        if (result instanceof PaymentResult.OutcomeUnknown unknown) {
            assertThat(unknown.failure()).contains(broken);
        }
        assertThat(sent()).hasSize(3);
    }

    @Test
    void aLinkToAStrangerIsRefusedAsAMistakeNotAsAnOutcome() {
        service.answer(201, SESSION_STARTED.replace(SESSION + "/flows", "https://evil.example/flows"));
        assertThat(outcome(payments.pay(REQUEST, TRANSFER, this::keep, this::consumer, WITHIN)))
                .isInstanceOf(KosmaUsageException.class);
        assertThat(sent()).containsExactly("PUT ");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHandleGoesToAnotherMachine(boolean withFlow) {
        PaymentHandle handle = withFlow ? WITH_FLOW : WITHOUT_FLOW;
        assertThat(PaymentHandle.fromJson(handle.toJson())).isEqualTo(handle);
        assertThat(handle.toString()).doesNotContain("c.1.x", "api.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "{}",
                "{\"session\":{}}",
                "{\"session\":{\"session_id\":\"s\",\"self\":\"x\"},\"flow\":{}}"
            })
    void whatIsNoHandleIsRefused(String text) {
        assertThat(catchThrowable(() -> PaymentHandle.fromJson(text)))
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("PaymentHandle.toJson()");
    }
}
