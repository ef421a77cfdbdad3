package io.github.kosmasdk.samples.connect.login;

/**
 * What happened, and what the consumer can do.
 *
 * @param title what happened, in a few words
 * @param advice what to do
 * @param code the service's word for it, to quote to support; empty when there is none
 */
public record Explanation(String title, String advice, String code) {}
