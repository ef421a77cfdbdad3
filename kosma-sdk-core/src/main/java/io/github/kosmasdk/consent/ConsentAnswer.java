package io.github.kosmasdk.consent;

/**
 * What a call with a consent gave, and what to make the next one with.
 *
 * @param result the result; where the bank left it out, one in which everything is absent
 * @param next the access for the next call; it replaces the one that was used
 * @param <R> the result
 */
public record ConsentAnswer<R>(R result, ConsentAccess next) {}
