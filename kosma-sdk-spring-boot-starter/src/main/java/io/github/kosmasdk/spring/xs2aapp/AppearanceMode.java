package io.github.kosmasdk.spring.xs2aapp;

import java.util.Locale;

/** How the XS2A App looks. Only {@code light} is documented; {@code dark} is concluded from it. */
public enum AppearanceMode {
    /** Dark on light. */
    LIGHT,
    /** Light on dark. */
    DARK;

    /**
     * The word that the App knows.
     *
     * @return the word, such as {@code light}
     */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
