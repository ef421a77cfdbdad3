package io.github.kosmasdk.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.Drift;
import io.github.kosmasdk.DriftPolicy;
import io.github.kosmasdk.KosmaEnvironment;
import io.github.kosmasdk.PollingPolicy;
import io.github.kosmasdk.ResiliencePolicy;
import io.github.kosmasdk.account.AccountFlows;
import io.github.kosmasdk.account.AccountsResult;
import io.github.kosmasdk.contract.KosmaFixtures;
import io.github.kosmasdk.error.KosmaNotFoundException;
import io.github.kosmasdk.error.KosmaTransportException;
import io.github.kosmasdk.flow.ClientToken;
import io.github.kosmasdk.flow.Flow;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.internal.flow.FlowOperations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

class DriftWatchTest {

    private static final Flow<AccountsResult> FLOW = new Flow<>(
            AccountFlows.ACCOUNTS,
            "f",
            new ApiLink(KosmaEnvironment.PLAYGROUND.baseUrl() + "/xs2a/v1/sessions/s/flows/f"),
            new ClientToken("a.b.c"));

    private final StubTransport wire = new StubTransport();
    private final List<Drift> told = new ArrayList<>();

    private FlowStatus<AccountsResult> read(DriftPolicy policy) {
        return pipeline(policy).execute(FlowOperations.read(FLOW)).block();
    }

    private Pipeline pipeline(DriftPolicy policy) {
        return new Pipeline(
                new Pipeline.Settings(
                        KosmaEnvironment.PLAYGROUND,
                        () -> "token",
                        Duration.ofSeconds(30),
                        ResiliencePolicy.OFF,
                        PollingPolicy.STANDARD,
                        "test/1"),
                new DriftWatch(wire, policy, told::add),
                Timing.real());
    }

    private static Drift member(String where) {
        return new Drift(Drift.Kind.MEMBER, where);
    }

    private static Drift word(String where) {
        return new Drift(Drift.Kind.WORD, where);
    }

    @Test
    void whatIsKnownIsNoDrift() {
        wire.answer(200, KosmaFixtures.text("accounts.response"));
        read(DriftPolicy.FAIL).resultOrThrow();
        wire.answer(200, "{'data':{'state':'EXCEPTION','error':{'code':'BANK','message':'m'}}}".replace('\'', '"'));
        read(DriftPolicy.FAIL);
        assertThat(told).isEmpty();
    }

    @Test
    void membersAndWordsAreToldByNameAndToleratedOrNot() {
        String answer = """
                {"data":{"state":"FINISHED","mood":"good","result":{"type":"accounts","accounts":[
                {"alias":"a","shoe_size":"forty-four","transfer_type":"WORLDWIDE","capabilities":{"balances":{"available":true,"since":1}}},
                {"alias":"b","shoe_size":45}]}}}""";
        wire.answer(200, answer);
        assertThat(read(DriftPolicy.TOLERATE).resultOrThrow().accounts()).hasSize(2);
        assertThat(new LinkedHashSet<>(told))
                .containsExactlyInAnyOrder(
                        member("data.mood"),
                        member("data.result.accounts[].shoe_size"),
                        word("data.result.accounts[].transfer_type"),
                        member("data.result.accounts[].capabilities.balances.since"));
        assertThat(told).as("once per answer").hasSize(4);

        wire.answer(200, answer);
        KosmaTransportException failure =
                catchThrowableOfType(KosmaTransportException.class, () -> read(DriftPolicy.FAIL));
        assertThat(failure)
                .hasMessageContaining("data.mood")
                .hasMessageContaining("data.result.accounts[].shoe_size")
                .hasMessageNotContaining("forty-four");
        assertThat(failure.requestMayHaveBeenSent()).isTrue();
        assertThat(failure.retryAdvice().helpful()).isFalse();
    }

    @Test
    void aMemberThatHoldsMoreIsToldByItsOwnName() {
        wire.answer(
                200,
                "{'data':{'state':'PROCESSING','mood':{'today':'good'},'moods':['good',{'bad':1}]},'mood':{}}"
                        .replace('\'', '"'));
        read(DriftPolicy.TOLERATE);
        assertThat(told).containsExactlyInAnyOrder(member("data.mood"), member("data.moods"), member("mood"));
    }

    @Test
    void aStateThatNobodyKnowsIsTold() {
        wire.answer(200, "{\"data\":{\"state\":\"PONDERING\"}}");
        assertThat(read(DriftPolicy.TOLERATE)).isInstanceOf(FlowStatus.Processing.class);
        assertThat(told).containsExactly(word("data.state"));
    }

    @Test
    void anErrorIsWatchedToo() {
        String answer =
                "{\"error\":{\"code\":\"notFound\",\"message\":\"m\",\"hint\":1},\"consent_token\":\"next\",\"x\":1}";
        wire.answer(404, answer);
        catchThrowableOfType(KosmaNotFoundException.class, () -> read(DriftPolicy.TOLERATE));
        assertThat(told).containsExactlyInAnyOrder(member("error.hint"), member("x"));

        wire.answer(404, answer);
        KosmaTransportException failure =
                catchThrowableOfType(KosmaTransportException.class, () -> read(DriftPolicy.FAIL));
        assertThat(failure.rotatedTokens().consentToken()).contains("next");
    }

    @Test
    void aNameThatIsNoneIsNotTold() {
        wire.answer(
                200,
                "{\"data\":{\"state\":\"PROCESSING\",\"DE43000000005686751168\":1,\"Erika Mustermann\":2,\"\":3}}");
        read(DriftPolicy.TOLERATE);
        assertThat(told).containsExactly(member("data.?"));
    }

    @Test
    void theServiceCannotFillTheMemory() {
        Pipeline pipeline = pipeline(DriftPolicy.TOLERATE);
        for (int answer = 0; answer < 20; answer++) {
            String prefix = "m" + (char) ('a' + answer);
            String members = IntStream.range(0, 45)
                    .mapToObj(i -> ",\"" + prefix + (char) ('a' + i % 26) + (i / 26) + "\":1")
                    .collect(Collectors.joining());
            wire.answer(200, "{\"data\":{\"state\":\"PROCESSING\"" + members + "}}");
            pipeline.execute(FlowOperations.read(FLOW)).block();
        }
        assertThat(told).hasSize(20 * 45);
        assertThat(new LinkedHashSet<>(told)).hasSizeLessThanOrEqualTo(201).contains(member("?"));
    }

    @Test
    void aListenerThatFailsHarmsNobody() {
        DriftWatch watch = new DriftWatch(wire, DriftPolicy.TOLERATE, drift -> {
            throw new NoClassDefFoundError("listener");
        });
        wire.answer(200, "{}");
        Transport.Request request = new Transport.Request(
                new io.github.kosmasdk.error.CallInfo("test", "id"),
                ReplayPolicy.SAFE,
                1,
                io.netty.handler.codec.http.HttpMethod.GET,
                new Target(java.net.URI.create("https://api.example"), "/"),
                new io.netty.handler.codec.http.DefaultHttpHeaders(),
                null,
                new Departure(new Deadline(Duration.ofMinutes(5), Schedulers.parallel())));
        assertThat(watch.<String>exchange(request, (status, headers, body) -> {
                            io.github.kosmasdk.internal.json.Unknowns.word("data", "x");
                            return "read";
                        })
                        .block())
                .isEqualTo("read");
    }
}
