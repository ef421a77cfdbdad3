package io.github.kosmasdk.internal;

import io.github.kosmasdk.error.KosmaUsageException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** How the blocking face waits for the reactive one. */
public final class Blocking {

    private Blocking() {}

    /**
     * Waits for a result.
     *
     * @param mono what gives it
     * @param <T> the result
     * @return the result
     */
    public static <T> T await(Mono<T> mono) {
        return awaitOptional(mono).orElseThrow();
    }

    /**
     * Waits for the end.
     *
     * @param mono what ends
     */
    public static void run(Mono<?> mono) {
        awaitOptional(mono);
    }

    private static void requireBlockingThread() {
        if (Schedulers.isInNonBlockingThread()) {
            throw new KosmaUsageException(
                    "The blocking KosmaClient was called on a thread that must not block, inside a"
                            + " reactive chain: use KosmaReactiveClient there");
        }
    }

    private static <T> Optional<T> awaitOptional(Mono<T> mono) {
        requireBlockingThread();
        try {
            return mono.contextWrite(Caller::of).blockOptional();
        } catch (RuntimeException e) {
            throw unwrapped(e);
        }
    }

    /** An interrupt stops the call and shows as a cancellation, with the thread's flag set. */
    private static RuntimeException unwrapped(RuntimeException failure) {
        if (Exceptions.unwrap(failure) instanceof InterruptedException
                || failure.getCause() instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            CancellationException cancelled =
                    new CancellationException("The call was interrupted and has been cancelled");
            cancelled.initCause(failure);
            return cancelled;
        }
        return failure;
    }
}
