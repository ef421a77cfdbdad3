package io.github.kosmasdk.auth.form;

import io.github.kosmasdk.OpenEnum;

/**
 * A small picture or text beside an option.
 *
 * @param type what the content is
 * @param content a picture as Base64 or as a URL, or the text
 */
public record Badge(OpenEnum<Kind> type, String content) {

    /** What the content of a badge is. */
    public enum Kind {
        /** A picture. */
        IMAGE,
        /** A text. */
        TEXT
    }

    /** What it is; the content stays hidden. */
    @Override
    public String toString() {
        return "Badge[" + type + "]";
    }
}
