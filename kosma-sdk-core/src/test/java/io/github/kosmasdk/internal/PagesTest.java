package io.github.kosmasdk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.test.StepVerifier;

class PagesTest {

    private static final int LAST = 4;

    private final List<Integer> asked = new ArrayList<>();

    /** Gives its page as soon as it has it, as a call does. */
    private Mono<Integer> page(int number) {
        return new Mono<>() {
            @Override
            public void subscribe(CoreSubscriber<? super Integer> actual) {
                asked.add(number);
                Subscription hasNothingToWaitFor = Operators.emptySubscription();
                actual.onSubscribe(hasNothingToWaitFor);
                actual.onNext(number);
                actual.onComplete();
            }
        };
    }

    private Flux<String> items() {
        return Pages.items(
                page(1),
                number -> number < LAST ? page(number + 1) : Mono.empty(),
                number -> List.of(number + "a", number + "b"));
    }

    @Test
    void aPageIsAskedForWhenTheOneBeforeItWasHandedOn() {
        StepVerifier.create(items(), 1)
                .expectNext("1a")
                .then(() -> assertThat(asked).containsExactly(1))
                .thenRequest(1)
                .expectNext("1b")
                .then(() -> assertThat(asked).containsExactly(1, 2))
                .thenRequest(1)
                .expectNext("2a")
                .then(() -> assertThat(asked).containsExactly(1, 2))
                .thenRequest(Long.MAX_VALUE)
                .expectNext("2b", "3a", "3b", "4a", "4b")
                .verifyComplete();
        assertThat(asked).containsExactly(1, 2, 3, 4);
    }

    @Test
    void whoeverGoesStopsTheTurning() {
        StepVerifier.create(items(), 3)
                .expectNext("1a", "1b", "2a")
                .thenCancel()
                .verify();
        assertThat(asked).containsExactly(1, 2);
    }
}
