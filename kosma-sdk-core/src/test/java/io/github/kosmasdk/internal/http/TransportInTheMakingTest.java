package io.github.kosmasdk.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.kosmasdk.ClientState;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class TransportInTheMakingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HttpHeaders NO_HEADERS = EmptyHttpHeaders.INSTANCE;
    private static final ClientState.Connections ONE_OPEN = new ClientState.Connections(1, 0, 0);

    private final CountDownLatch loaded = new CountDownLatch(1);
    private final Answering answering = new Answering();
    private final Transport transport = TransportInTheMaking.of(() -> {
        try {
            loaded.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return answering;
    });

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
        assertThat(answering.calls).isEqualTo(1);
    }

    @Test
    void whatIsClosedTooEarlyIsClosedOnceItIsMade() {
        transport.close();
        assertThat(answering.closed).isFalse();
        loaded.countDown();
        await().atMost(PATIENCE).until(() -> answering.closed);
    }

    @Test
    void whatCannotBeMadeIsToldToEveryCall() {
        Transport never = TransportInTheMaking.of(() -> {
            throw new NoClassDefFoundError("a library that is missing");
        });
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> never.<String>exchange(null, (status, headers, body) -> "answer")
                            .block(PATIENCE))
                    .isInstanceOf(NoClassDefFoundError.class);
        }
    }

    private Mono<String> call() {
        return transport.exchange(null, (status, headers, body) -> "answer");
    }

    private static final class Answering implements Transport {

        private volatile int calls;
        private volatile boolean closed;

        @Override
        public <R> Mono<R> exchange(Request request, AnswerReader<R> reader) {
            return Mono.fromCallable(() -> {
                calls = calls + 1;
                return reader.read(200, NO_HEADERS, null);
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
