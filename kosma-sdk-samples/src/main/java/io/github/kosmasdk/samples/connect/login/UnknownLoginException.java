package io.github.kosmasdk.samples.connect.login;

/** The user has no such login: it was let go of, its session ended, or it is somebody else's. Which of these is not told. */
public final class UnknownLoginException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates it. */
    public UnknownLoginException() {
        super("The user has no login with this id");
    }
}
