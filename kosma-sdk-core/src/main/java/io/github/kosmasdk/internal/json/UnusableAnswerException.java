package io.github.kosmasdk.internal.json;

import tools.jackson.core.JacksonException;

/** An answer that can be read but makes no sense. */
public final class UnusableAnswerException extends JacksonException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates it.
     *
     * @param why what makes no sense, without a word of what stood there
     */
    public UnusableAnswerException(String why) {
        super(why);
    }
}
