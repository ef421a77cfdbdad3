package io.github.kosmasdk.internal;

import io.github.kosmasdk.error.KosmaUsageException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

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
     * What all pages hold, waited for page by page. Lazy, and holds one page at a time: nothing is asked for before it is
     * needed, and a page that has been used up is forgotten.
     *
     * @param first asks for the first page
     * @param next asks for the page after one, empty when it is the last
     * @param items what is on a page
     * @param <P> a page
     * @param <T> what it holds
     * @return everything, in order
     */
    public static <P, T> Stream<T> pages(Mono<P> first, Function<P, Mono<P>> next, Function<P, List<T>> items) {
        Iterator<List<T>> pages = new Iterator<>() {
            private @Nullable Mono<P> asked = first;
            private @Nullable List<T> page;

            @Override
            public boolean hasNext() {
                Mono<P> upcoming = asked;
                if (page == null && upcoming != null) {
                    Optional<P> answer = awaitOptional(upcoming);
                    asked = answer.map(next).orElse(null);
                    page = answer.map(items).orElse(null);
                }
                return page != null;
            }

            @Override
            public List<T> next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                List<T> items = Objects.requireNonNull(page);
                page = null;
                return items;
            }
        };
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(pages, Spliterator.ORDERED), false)
                .flatMap(List::stream);
    }

    /**
     * Does what may block on a thread that may. An error of the virtual machine comes as the cause of an {@link
     * IllegalStateException}: Reactor would throw it at that thread, and whoever waits for the end would wait for ever.
     *
     * @param work what may block
     * @param <T> what it gives
     * @return what it gave, empty for nothing
     */
    public static <T> Mono<T> elsewhere(Callable<@Nullable T> work) {
        return Mono.<T>fromCallable(() -> {
                    try {
                        return work.call();
                    } catch (VirtualMachineError | LinkageError e) {
                        throw new IllegalStateException(
                                "Broke down with " + e.getClass().getSimpleName(), e);
                    }
                })
                .subscribeOn(Schedulers.boundedElastic());
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
            Context carried = Caller.of(Context.empty());
            return (carried.isEmpty() ? mono : mono.contextWrite(carried)).blockOptional();
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
