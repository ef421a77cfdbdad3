package io.github.kosmasdk.internal.json;

import tools.jackson.core.JacksonException;

/** An answer lacks a member without which it means nothing. */
public final class MissingMemberException extends JacksonException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates it.
     *
     * @param member where the member should stand
     */
    public MissingMemberException(String member) {
        super(member);
    }
}
