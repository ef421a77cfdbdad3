package io.github.kosmasdk.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.KosmaReactiveClient;
import io.github.kosmasdk.PollingPolicy;
import io.github.kosmasdk.account.TransactionsResult;
import io.github.kosmasdk.error.KosmaTimeoutException;
import io.github.kosmasdk.flow.Flow;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A thousand flows awaited at once share a few threads. How their looks are spread {@code AwaitedFlowsTest} of the core says. */
class AwaitedFlowsIT {

    private static final int FLOWS = 1000;
    private static final int MOST_THREADS = 30;
    private static final PollingPolicy POLLING = new PollingPolicy(Duration.ofMillis(500), Duration.ofSeconds(2));
    private static final Duration WITHIN = Duration.ofSeconds(5);
    private static final CannedServer SERVER = CannedServer.start();

    @BeforeAll
    static void announce() {
        SERVER.announced();
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void aThousandFlowsShareAFewThreads() {
        URI server = CannedServer.answering(Case.SMALL.path());
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        AtomicInteger looks = new AtomicInteger();
        try (KosmaReactiveClient kosma = SdkCaller.builder(server, false)
                .token(() -> {
                    looks.incrementAndGet(); // asked on every call
                    return Caller.TOKEN;
                })
                .polling(POLLING)
                .buildReactive()) {
            Flow<TransactionsResult> flow = SdkCaller.flowAt(server);
            threads.resetPeakThreadCount();
            int before = threads.getThreadCount();
            Long awaited = Flux.range(0, FLOWS)
                    .flatMap(any -> awaited(kosma, flow), FLOWS)
                    .count()
                    .block();
            int more = threads.getPeakThreadCount() - before;
            System.out.printf(
                    "%d flows awaited for %d s: %d looks, %d threads more%n",
                    awaited, WITHIN.toSeconds(), looks.get(), more);
            assertThat(awaited).isEqualTo(FLOWS);
            assertThat(looks.get()).isGreaterThanOrEqualTo(FLOWS);
            assertThat(more).isLessThanOrEqualTo(MOST_THREADS);
        }
    }

    /** The flow never ends, so waiting for it does, and with nothing else. */
    private static Mono<String> awaited(KosmaReactiveClient kosma, Flow<TransactionsResult> flow) {
        return kosma.flows()
                .await(flow, WITHIN)
                .map(status -> "ended")
                .onErrorReturn(KosmaTimeoutException.class, "awaited")
                .filter("awaited"::equals);
    }
}
