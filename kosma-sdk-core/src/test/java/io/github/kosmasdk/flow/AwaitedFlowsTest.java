package io.github.kosmasdk.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.KosmaEnvironment;
import io.github.kosmasdk.PollingPolicy;
import io.github.kosmasdk.ResiliencePolicy;
import io.github.kosmasdk.account.AccountFlows;
import io.github.kosmasdk.contract.KosmaFixtures;
import io.github.kosmasdk.internal.http.Pipeline;
import io.github.kosmasdk.internal.http.Timing;
import io.github.kosmasdk.internal.http.Transport;
import io.github.kosmasdk.internal.json.Bodies;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A thousand flows that are awaited from the same moment on do not keep step. The clock is virtual, the dice are seeded. */
class AwaitedFlowsTest {

    private static final int FLOWS = 1000;
    private static final int WAITING_SECONDS = 60;
    private static final int SETTLED_SECOND = 20;
    private static final int TENTHS_OF_A_SECOND = 10;
    private static final URI SERVER = URI.create("https://api.example");

    private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    private final Map<Long, Integer> looksByTenth = new TreeMap<>();

    @Test
    void theLooksOfAThousandFlowsAreSpread() {
        ReactiveFlowsClient flows = new ReactiveFlowsClient(new Pipeline(
                new Pipeline.Settings(
                        new KosmaEnvironment(SERVER, SERVER),
                        () -> "token",
                        Duration.ofSeconds(30),
                        ResiliencePolicy.STANDARD,
                        PollingPolicy.STANDARD,
                        "test/1"),
                new NeverFinished(),
                new Timing(clock, new Random(17)::nextDouble)));

        Flux.range(0, FLOWS)
                .flatMap(number -> flows.await(flow(number), Duration.ofMinutes(5)), FLOWS)
                .subscribe();
        clock.advanceTimeBy(Duration.ofSeconds(WAITING_SECONDS));

        assertThat(looksFrom(0)).startsWith(FLOWS); // the first wait is the same for each
        assertThat(looksFrom(2)).allMatch(looks -> looks < FLOWS / 4);
        List<Integer> settled = looksFrom(SETTLED_SECOND);
        double average = (double) settled.stream().mapToInt(Integer::intValue).sum()
                / ((WAITING_SECONDS - SETTLED_SECOND) * TENTHS_OF_A_SECOND);
        assertThat(average).isBetween(25.0, 50.0); // every 2 to 4 seconds
        assertThat(settled).allMatch(looks -> looks < 2 * average);
    }

    private List<Integer> looksFrom(int second) {
        return looksByTenth.entrySet().stream()
                .filter(entry -> entry.getKey() >= (long) second * TENTHS_OF_A_SECOND)
                .map(Map.Entry::getValue)
                .toList();
    }

    private static Flow<?> flow(int number) {
        return new Flow<>(
                AccountFlows.ACCOUNTS,
                "flow" + number,
                new ApiLink(SERVER + "/xs2a/v1/sessions/session/flows/flow" + number),
                new ClientToken("client"));
    }

    /** Says at once that the flow goes on, and counts. */
    private final class NeverFinished implements Transport {

        private final String body = KosmaFixtures.text("flow-processing.response");

        @Override
        public <R> Mono<R> exchange(Request request, AnswerReader<R> reader) {
            return Mono.fromCallable(() -> {
                looksByTenth.merge(clock.now(TimeUnit.MILLISECONDS) / 100, 1, Integer::sum);
                return reader.read(200, new DefaultHttpHeaders(), Bodies.of(body));
            });
        }

        @Override
        public void close() {}
    }
}
