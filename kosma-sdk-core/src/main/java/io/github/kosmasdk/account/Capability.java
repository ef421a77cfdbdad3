package io.github.kosmasdk.account;

/**
 * Whether an account can do something.
 *
 * @param available {@code true} when it can
 */
public record Capability(boolean available) {}
