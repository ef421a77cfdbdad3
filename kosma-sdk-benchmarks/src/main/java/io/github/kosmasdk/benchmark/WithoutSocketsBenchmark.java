package io.github.kosmasdk.benchmark;

import io.github.kosmasdk.DriftPolicy;
import io.github.kosmasdk.KosmaClientBuilder;
import io.github.kosmasdk.KosmaEnvironment;
import io.github.kosmasdk.PollingPolicy;
import io.github.kosmasdk.ResiliencePolicy;
import io.github.kosmasdk.ResponseLimits;
import io.github.kosmasdk.account.TransactionsResult;
import io.github.kosmasdk.flow.Flow;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.flow.FlowsClient;
import io.github.kosmasdk.flow.ReactiveFlowsClient;
import io.github.kosmasdk.internal.http.DriftWatch;
import io.github.kosmasdk.internal.http.Pipeline;
import io.github.kosmasdk.internal.http.Timing;
import io.github.kosmasdk.internal.http.Transport;
import io.github.kosmasdk.internal.http.WireLog;
import io.github.kosmasdk.internal.json.JsonBody;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.util.Objects;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import reactor.core.publisher.Mono;

/** A small call whose answer is there already: what the SDK's own way of a call takes, beside reading the answer alone. */
public class WithoutSocketsBenchmark {

    private static final URI SERVER = URI.create("https://api.example");

    /** Creates it. */
    public WithoutSocketsBenchmark() {}

    /** An answer. */
    @State(Scope.Benchmark)
    public static class Answer {
        private final byte[] body = Case.SMALL.body();

        /** Creates it. */
        public Answer() {}
    }

    /** Both faces of a client whose transport answers at once. */
    @State(Scope.Benchmark)
    public static class Sdk {
        private final ReactiveFlowsClient reactive = new ReactiveFlowsClient(new Pipeline(
                new Pipeline.Settings(
                        new KosmaEnvironment(SERVER, SERVER),
                        () -> Caller.TOKEN,
                        KosmaClientBuilder.DEFAULT_DEADLINE,
                        ResiliencePolicy.STANDARD,
                        PollingPolicy.STANDARD,
                        "benchmark"),
                new WireLog(new DriftWatch(new Answering(), DriftPolicy.TOLERATE, drift -> {})),
                Timing.real()));
        private final FlowsClient blocking = new FlowsClient(reactive);
        private final Flow<TransactionsResult> flow = SdkCaller.flowAt(SERVER);

        /** Creates it. */
        public Sdk() {}
    }

    private static final class Answering implements Transport {
        private final byte[] body = Case.SMALL.body();
        private final HttpHeaders headers = new DefaultHttpHeaders();
        private final JsonBody.Factory bodies = new JsonBody.Factory(ResponseLimits.STANDARD);

        @Override
        public <R> Mono<R> exchange(Request request, AnswerReader<R> reader) {
            return Mono.fromCallable(() -> {
                try (JsonBody answer = bodies.of(body, 0, body.length)) {
                    return reader.read(200, headers, answer);
                }
            });
        }

        @Override
        public void close() {}
    }

    /**
     * The baseline.
     *
     * @param answer the answer
     * @return the record
     */
    @Benchmark
    public Object readAlone(Answer answer) {
        return Plain.JSON.readValue(answer.body, Plain.FlowAnswer.class);
    }

    /**
     * The blocking face.
     *
     * @param sdk the client
     * @return the state of the flow
     */
    @Benchmark
    public FlowStatus<TransactionsResult> sdkBlocking(Sdk sdk) {
        return sdk.blocking.read(sdk.flow);
    }

    /**
     * The reactive face, waited for.
     *
     * @param sdk the client
     * @return the state of the flow
     */
    @Benchmark
    public FlowStatus<TransactionsResult> sdkReactive(Sdk sdk) {
        return Objects.requireNonNull(sdk.reactive.read(sdk.flow).block());
    }
}
