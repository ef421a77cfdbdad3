package io.github.kosmasdk.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.kosmasdk.ClientState;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class LazyTransportTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HttpHeaders NO_HEADERS = EmptyHttpHeaders.INSTANCE;
    private static final ClientState.Connections ONE_OPEN = new ClientState.Connections(1, 0, 0);

    private final AtomicInteger makings = new AtomicInteger();
    private final CountDownLatch loaded = new CountDownLatch(1);
    private final Answering answering = new Answering();
    private final Transport transport = new LazyTransport(() -> {
        makings.incrementAndGet();
        try {
            loaded.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return answering;
    });

    @Test
    void nothingIsMadeBeforeItIsNeeded() {
        Mono<String> call = call();
        Mono<Void> warmUp = transport.warmUp();
        assertThat(makings).hasValue(0);
        loaded.countDown();
        warmUp.block(PATIENCE);
        call.block(PATIENCE);
        warmUp.block(PATIENCE);
        assertThat(makings).hasValue(1);
    }

    @Test
    void aWarmUpEndsWhenEverythingIsLoaded() {
        CompletableFuture<Void> warm = transport.warmUp().toFuture();
        assertThat(warm).isNotDone();
        loaded.countDown();
        assertThat(warm).succeedsWithin(PATIENCE);
        assertThat(transport.connections()).isEqualTo(ONE_OPEN);
        assertThat(answering.calls).isEmpty();
    }

    @Test
    void callsThatComeTooEarlyAreMadeInTheirOrder() {
        List<CompletableFuture<String>> early = IntStream.range(0, 20)
                .mapToObj(i -> call("call " + i).toFuture())
                .toList();
        loaded.countDown();
        assertThat(early).allSatisfy(call -> assertThat(call).succeedsWithin(PATIENCE));
        assertThat(answering.calls)
                .isEqualTo(IntStream.range(0, 20).mapToObj(i -> "call " + i).toList());
    }

    @Test
    void aCallThatComesTooEarlyWaitsWithoutHoldingItsThread() {
        CompletableFuture<String> early = call().toFuture();
        assertThat(early).isNotDone();
        assertThat(transport.connections()).isEqualTo(ClientState.Connections.NONE);

        loaded.countDown();

        assertThat(early).succeedsWithin(PATIENCE).isEqualTo("answer");
        assertThat(call().block(PATIENCE)).isEqualTo("answer");
        assertThat(transport.connections()).isEqualTo(ONE_OPEN);
    }

    @Test
    void aCallThatIsGivenUpMeanwhileIsNeverMade() {
        call().subscribe().dispose();
        loaded.countDown();
        call().block(PATIENCE);
        assertThat(answering.calls).hasSize(1);
    }

    @Test
    void whatIsClosedTooEarlyIsClosedOnceItIsMade() {
        transport.warmUp().subscribe();
        transport.close();
        assertThat(answering.closed).isFalse();
        loaded.countDown();
        await().atMost(PATIENCE).until(() -> answering.closed);
    }

    @Test
    void whatCannotBeMadeIsToldToEveryCall() {
        Transport never = new LazyTransport(() -> {
            throw new NoClassDefFoundError("a library that is missing");
        });
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> never.<String>exchange(null, (status, headers, body) -> "answer")
                            .block(PATIENCE))
                    .isInstanceOf(NoClassDefFoundError.class);
        }
        assertThatThrownBy(() -> never.warmUp().block(PATIENCE)).isInstanceOf(NoClassDefFoundError.class);
    }

    private Mono<String> call() {
        return call("answer");
    }

    private Mono<String> call(String answer) {
        return transport.exchange(null, (status, headers, body) -> answer);
    }

    private static final class Answering implements Transport {

        private final List<String> calls = new CopyOnWriteArrayList<>();
        private volatile boolean closed;

        @Override
        public <R> Mono<R> exchange(Request request, AnswerReader<R> reader) {
            return Mono.fromCallable(() -> {
                R answer = reader.read(200, NO_HEADERS, null);
                calls.add(String.valueOf(answer));
                return answer;
            });
        }

        @Override
        public ClientState.Connections connections() {
            return ONE_OPEN;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
