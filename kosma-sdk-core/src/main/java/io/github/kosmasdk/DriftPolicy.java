package io.github.kosmasdk;

/** What happens when an answer holds something that this version of the SDK does not know. */
public enum DriftPolicy {
    /** It is told, and the call goes on: for production. */
    TOLERATE,
    /**
     * It is told, and the call fails with a {@link io.github.kosmasdk.error.KosmaTransportException} that names it: for
     * tests. The service has done what was asked all the same.
     */
    FAIL
}
