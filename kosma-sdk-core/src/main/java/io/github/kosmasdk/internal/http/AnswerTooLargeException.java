package io.github.kosmasdk.internal.http;

/** An answer is larger than this client reads; reading stopped and the connection is closed. */
final class AnswerTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AnswerTooLargeException(String what) {
        super(what);
    }
}
