package io.github.kosmasdk.internal.http;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * What fails of a call after it was given up. Its caller has been told already: it is no error of anybody's any more, so that
 * it goes to the log for those who look for it only.
 */
final class LateFailures {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.kosmasdk.resilience");

    /** Where Reactor looks for whoever takes a failure that nobody waits for. It logs it as an error where there is nobody. */
    private static final String TAKER = "reactor.onErrorDropped.local";

    private LateFailures() {}

    /** Has somebody take them from everything that runs with this context. */
    static Context takenBy(Consumer<Throwable> taker, Context context) {
        return context.put(TAKER, taker);
    }

    /** Who takes them from what runs with this context. */
    static Consumer<Throwable> taker(ContextView context) {
        return context.get(TAKER);
    }

    /** What it says may be of the service's making, so that only its kind is told. */
    static void note(Throwable failure) {
        LOG.debug(
                "A call that was given up failed afterwards: {}",
                failure.getClass().getName());
    }
}
