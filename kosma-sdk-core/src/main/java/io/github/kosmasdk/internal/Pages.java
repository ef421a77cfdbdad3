package io.github.kosmasdk.internal;

import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Turns pages, one after the other. */
public final class Pages {

    private Pages() {}

    /**
     * What is on all pages. Each page is asked for when the one before it has been handed on, and not before: a call begins as
     * soon as it is subscribed to, whether anybody wants its result yet or not.
     *
     * @param first gives the first page
     * @param next gives the page after one, or nothing
     * @param items what is on a page
     * @param <P> a page
     * @param <T> what is on it
     * @return the items of all pages
     */
    public static <P, T> Flux<T> items(Mono<P> first, Function<P, Mono<P>> next, Function<P, Iterable<T>> items) {
        return first.expand(page -> onceWanted(page, next)).concatMapIterable(items, 1);
    }

    /** Hidden, a page waits until something is requested, where a known value would be passed on at once. */
    private static <P> Mono<P> onceWanted(P page, Function<P, Mono<P>> next) {
        return Mono.just(page).hide().flatMap(next);
    }
}
