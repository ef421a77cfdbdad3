package io.github.kosmasdk.internal;

import io.github.kosmasdk.error.KosmaUsageException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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

    /**
     * Waits for a result that must come about even when nobody waits for it any more: an interrupt ends the waiting only.
     *
     * @param mono what gives it
     * @param interrupted is told of an interrupt
     * @param <T> the result
     * @return the result
     */
    public static <T> T awaitWithoutCancelling(Mono<T> mono, Runnable interrupted) {
        requireBlockingThread();
        CompletableFuture<T> result = mono.toFuture();
        try {
            return Objects.requireNonNull(result.get());
        } catch (InterruptedException e) {
            interrupted.run();
            Thread.currentThread().interrupt();
            CancellationException left =
                    new CancellationException("The wait was interrupted; what is under way goes on");
            left.initCause(e);
            throw left;
        } catch (ExecutionException e) {
            throw Exceptions.propagate(Objects.requireNonNull(e.getCause()));
        }
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
            return mono.blockOptional();
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
