package io.github.kosmasdk.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.RetryBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RetryTokensTest {

    private static final int THREADS = 64;

    @Test
    void aDryBudgetGivesNothingUntilEnoughWasEarned() {
        RetryTokens tokens = new RetryTokens(new RetryBudget(2, 10));
        assertThat(tokens.take()).isTrue();
        assertThat(tokens.take()).isTrue();
        assertThat(tokens.take()).isFalse();
        for (int i = 0; i < 9; i++) {
            tokens.succeededAfter(0);
            assertThat(tokens.take()).isFalse();
        }
        tokens.succeededAfter(0);
        assertThat(tokens.retriesLeft()).isEqualTo(1);
        assertThat(tokens.take()).isTrue();
        assertThat(tokens.take()).isFalse();
    }

    @Test
    void aSuccessPutsBackWhatItsRetriesTookAndTheBudgetNeverGrowsBeyondItself() {
        RetryTokens tokens = new RetryTokens(new RetryBudget(3, 100));
        tokens.take();
        tokens.take();
        tokens.succeededAfter(2);
        assertThat(tokens.retriesLeft()).isEqualTo(3);
        tokens.succeededAfter(0);
        tokens.succeededAfter(5);
        assertThat(tokens.retriesLeft()).isEqualTo(3);
    }

    @Test
    void manyThreadsGetExactlyWhatThereIs() throws Exception {
        RetryTokens tokens = new RetryTokens(new RetryBudget(10_000, 0));
        assertThat(onManyThreads(() -> {
                    int taken = 0;
                    while (tokens.take()) {
                        taken++;
                    }
                    return taken;
                }))
                .isEqualTo(10_000);
        assertThat(tokens.retriesLeft()).isZero();
    }

    @Test
    void nothingIsLostBetweenManyThreads() throws Exception {
        RetryTokens tokens = new RetryTokens(new RetryBudget(2 * THREADS, 10));
        assertThat(onManyThreads(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        assertThat(tokens.take() && tokens.take()).isTrue();
                        tokens.succeededAfter(2);
                    }
                    return 1;
                }))
                .isEqualTo(THREADS);
        assertThat(tokens.retriesLeft()).isEqualTo(2 * THREADS);
    }

    private static int onManyThreads(Callable<Integer> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Integer>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                all.add(work);
            }
            int sum = 0;
            for (Future<Integer> done : pool.invokeAll(all)) {
                sum += done.get();
            }
            return sum;
        } finally {
            pool.shutdownNow();
        }
    }
}
