package io.github.kosmasdk.internal.json;

import io.github.kosmasdk.error.RotatedTokens;
import tools.jackson.core.JacksonException;

/** The result of an answer cannot be read, but the tokens that came with it can, and must not be lost. */
public final class UnreadableResultException extends JacksonException {

    private static final long serialVersionUID = 1L;

    private final transient RotatedTokens tokens;

    /**
     * Creates it.
     *
     * @param trouble what is wrong with the result
     * @param tokens the tokens
     */
    public UnreadableResultException(JacksonException trouble, RotatedTokens tokens) {
        super(WireJson.where(trouble));
        this.tokens = tokens;
    }

    /**
     * The tokens that came with the result.
     *
     * @return the tokens
     */
    public RotatedTokens tokens() {
        return tokens;
    }
}
