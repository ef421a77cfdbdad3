package io.github.kosmasdk.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.error.KosmaUsageException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class BlockingTest {

    @Test
    void failuresArriveAsTheyAre() {
        KosmaUsageException failure = new KosmaUsageException("no");
        assertThatThrownBy(() -> Blocking.await(Mono.error(failure))).isSameAs(failure);
    }

    @Test
    void aReactiveThreadIsToldToUseTheReactiveClient() {
        Mono<String> misuse =
                Mono.fromSupplier(() -> Blocking.await(Mono.just("x"))).subscribeOn(Schedulers.parallel());
        assertThatThrownBy(misuse::block)
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("KosmaReactiveClient");
    }

    @Test
    void anInterruptCancelsTheCallAndKeepsTheFlag() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        Mono<String> never =
                Mono.<String>never().doOnSubscribe(it -> waiting.countDown()).doOnCancel(cancelled::countDown);
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                Blocking.await(never);
            } catch (RuntimeException e) {
                thrown.complete(e);
            }
            flag.complete(Thread.currentThread().isInterrupted());
        });
        caller.start();
        assertThat(waiting.await(30, TimeUnit.SECONDS)).isTrue();

        caller.interrupt();

        assertThat(thrown.get(30, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        assertThat(flag.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(cancelled.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void workElsewhereEndsHoweverItEnds() {
        assertThat(Blocking.await(Blocking.elsewhere(() -> "done"))).isEqualTo("done");
        Blocking.run(Blocking.elsewhere(() -> null));
        assertThat(failureOf(() -> {
                    throw new IOException("of the work");
                }))
                .isInstanceOf(IOException.class);
        assertThat(failureOf(() -> {
                    throw new NoClassDefFoundError("of the work");
                }))
                .hasMessageContaining("NoClassDefFoundError")
                .hasRootCauseInstanceOf(NoClassDefFoundError.class);
    }

    private static Throwable failureOf(Callable<String> work) {
        return Blocking.elsewhere(work)
                .materialize()
                .block(Duration.ofSeconds(30))
                .getThrowable();
    }
}
