package io.github.kosmasdk.error;

import org.jspecify.annotations.Nullable;

/** The store of a consent vault failed, and went on failing. The cause is what the store said. */
public final class KosmaStoreException extends KosmaException {

    private static final long serialVersionUID = 1L;

    /** Left behind when the exception is serialised. */
    private final transient @Nullable RotatedTokens rotatedTokens;

    /**
     * Creates it.
     *
     * @param message what could not be done
     * @param cause what the store said
     * @param rotatedTokens the tokens that could not be stored
     */
    public KosmaStoreException(String message, Throwable cause, RotatedTokens rotatedTokens) {
        super(message, cause, null);
        this.rotatedTokens = rotatedTokens;
    }

    /**
     * The tokens that a call brought and that could not be stored. They are secrets, and the only ones that are good from
     * now on: when nobody keeps them, the consumer has to log in again.
     *
     * @return the tokens, {@link RotatedTokens#NONE} when none is lost
     */
    public RotatedTokens rotatedTokens() {
        return rotatedTokens == null ? RotatedTokens.NONE : rotatedTokens;
    }

    /** Once the store works again. */
    @Override
    public RetryAdvice retryAdvice() {
        return RetryAdvice.LATER;
    }
}
