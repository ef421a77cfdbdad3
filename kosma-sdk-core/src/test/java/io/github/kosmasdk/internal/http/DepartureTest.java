package io.github.kosmasdk.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

class DepartureTest {

    private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    private final Departure departure = departure();

    private Departure departure() {
        return new Departure(new Deadline(Duration.ofSeconds(2), clock));
    }

    @Test
    void whatHasLeftCannotBeCalledOff() {
        assertThat(departure.leave(Mono.empty())).isTrue();
        assertThat(departure.callOff()).isFalse();
        assertThat(departure.hasLeft()).isTrue();
        assertThat(departure.leave(Mono.empty())).as("the next attempt").isTrue();
    }

    @Test
    void whatWasCalledOffNeverLeaves() {
        assertThat(departure.callOff()).isTrue();
        assertThat(departure.leave(Mono.empty())).isFalse();
        assertThat(departure.hasLeft()).isFalse();
        assertThat(departure.callOff()).as("said again").isTrue();
    }

    @Test
    void nothingLeavesAfterTheDeadlineEvenWhenTheTimerIsLate() {
        clock.advanceTimeBy(Duration.ofSeconds(2));
        assertThat(departure.leave(Mono.empty())).isFalse();
        assertThat(departure.callOff()).isTrue();
        assertThat(departure.hasLeft()).isFalse();
    }

    @Test
    void noLaterAttemptLeavesAfterTheDeadlineEither() {
        assertThat(departure.leave(Mono.empty())).isTrue();
        clock.advanceTimeBy(Duration.ofSeconds(2));
        assertThat(departure.leave(Mono.empty())).isFalse();
        assertThat(departure.hasLeft()).as("the first attempt").isTrue();
    }

    @Test
    void atTheSameMomentExactlyOneOfTheTwoGetsItsWay() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            for (int i = 0; i < 20_000; i++) {
                Departure contested = departure();
                CyclicBarrier start = new CyclicBarrier(2);
                Callable<Boolean> leave = () -> {
                    start.await(30, TimeUnit.SECONDS);
                    return contested.leave(Mono.empty());
                };
                Future<Boolean> left = other.submit(leave);
                start.await(30, TimeUnit.SECONDS);
                boolean calledOff = contested.callOff();
                assertThat(left.get(30, TimeUnit.SECONDS)).isEqualTo(!calledOff);
            }
        } finally {
            other.shutdownNow();
        }
    }
}
