package io.github.kosmasdk.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.publisher.TestPublisher;

class EndedTest {

    private final List<Object> heard = new ArrayList<>();
    private final Error trouble = new NoClassDefFoundError("trouble of the listener");
    private boolean inTrouble;

    private final Ended.Listener listener = new Ended.Listener() {
        @Override
        public void succeeded() {
            heard.add("succeeded");
            if (inTrouble) {
                throw trouble;
            }
        }

        @Override
        public void failed(Throwable failure) {
            heard.add("failed");
            if (inTrouble) {
                throw trouble;
            }
        }

        @Override
        public void cancelled() {
            heard.add("cancelled");
            if (inTrouble) {
                throw trouble;
            }
        }
    };

    private Disposable subscribed(Mono<String> run) {
        return Ended.tell(run, listener).subscribe(heard::add, heard::add, () -> heard.add("end"));
    }

    @Test
    void itIsToldOnceAndBeforeTheCaller() {
        subscribed(Mono.just("result"));
        subscribed(Mono.empty());
        subscribed(Mono.error(trouble));
        assertThat(heard).containsExactly("succeeded", "result", "end", "succeeded", "end", "failed", trouble);
    }

    @Test
    void givingUpIsToldAndPassedOn() {
        TestPublisher<String> source = TestPublisher.create();
        Disposable call = subscribed(source.mono());
        call.dispose();
        call.dispose();
        source.assertCancelled();
        assertThat(heard).containsExactly("cancelled");
    }

    @Test
    void whatFailsAfterItWasGivenUpIsNoErrorOfAnybody() {
        TestPublisher<String> source = TestPublisher.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);
        subscribed(source.mono()).dispose();
        try (LogOfReactor log = new LogOfReactor()) {
            source.error(trouble);
            assertThat(log.lines()).isEmpty();
        }
        assertThat(heard).containsExactly("cancelled");
    }

    @Test
    void aListenerThatFailsFailsTheCall() {
        inTrouble = true;
        subscribed(Mono.just("result"));
        subscribed(Mono.empty());
        assertThat(heard).containsExactly("succeeded", trouble, "succeeded", trouble);
    }

    @Test
    void aCallThatFailsEndsAlsoWhenItsListenerFails() {
        inTrouble = true;
        TestPublisher<String> source = TestPublisher.create();
        subscribed(source.mono());
        RuntimeException failure = new IllegalArgumentException("failure of the call");
        assertThatThrownBy(() -> source.error(failure)).isSameAs(trouble);
        assertThat(heard).containsExactly("failed", failure);
    }

    @Test
    void givingUpIsPassedOnAlsoWhenTheListenerFails() {
        inTrouble = true;
        TestPublisher<String> source = TestPublisher.create();
        Disposable call = subscribed(source.mono());
        assertThatThrownBy(call::dispose).isSameAs(trouble);
        source.assertCancelled();
    }

    @Test
    void whatCannotEvenBeginHasFailed() {
        assertThatThrownBy(() -> subscribed(Mono.defer(() -> {
                    throw trouble;
                })))
                .isSameAs(trouble);
        assertThat(heard).containsExactly("failed");
    }
}
