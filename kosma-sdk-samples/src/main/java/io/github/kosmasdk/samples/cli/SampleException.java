package io.github.kosmasdk.samples.cli;

/** The sample cannot go on; the message says why, in one line. */
final class SampleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SampleException(String message) {
        super(message);
    }
}
