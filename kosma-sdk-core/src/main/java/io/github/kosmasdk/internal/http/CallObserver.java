package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.error.CallInfo;
import reactor.core.publisher.Mono;

/** Watches calls and their attempts. What it does never changes them. */
public interface CallObserver {

    /** Watches nothing. */
    CallObserver NONE = new CallObserver() {
        @Override
        public <R> Mono<R> call(CallInfo call, Api api, Mono<R> run) {
            return run;
        }

        @Override
        public <R> Mono<R> attempt(CallInfo call, Api api, int attempt, Mono<R> run) {
            return run;
        }
    };

    /**
     * Watches a call.
     *
     * @param call the call
     * @param api the API it goes to
     * @param run what runs it
     * @param <R> its result
     * @return the same, watched
     */
    <R> Mono<R> call(CallInfo call, Api api, Mono<R> run);

    /**
     * Watches an attempt. It runs inside of its call.
     *
     * @param call the call
     * @param api the API it goes to
     * @param attempt its number, from 1
     * @param run what runs it
     * @param <R> its result
     * @return the same, watched
     */
    <R> Mono<R> attempt(CallInfo call, Api api, int attempt, Mono<R> run);
}
