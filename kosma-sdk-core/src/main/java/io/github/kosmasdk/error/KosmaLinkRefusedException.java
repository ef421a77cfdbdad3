package io.github.kosmasdk.error;

/**
 * A link from the service does not lead to a configured origin, so it was not called: the token or the consumer's
 * login would have gone to a stranger. Nothing was sent.
 */
public final class KosmaLinkRefusedException extends KosmaUsageException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates it.
     *
     * @param message which link, why, and what to do
     */
    public KosmaLinkRefusedException(String message) {
        super(message);
    }
}
