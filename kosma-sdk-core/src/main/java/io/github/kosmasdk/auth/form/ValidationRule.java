package io.github.kosmasdk.auth.form;

import java.util.Locale;

/** A rule that an answer can break. */
public enum ValidationRule {
    /** A value of another kind is needed, such as a drawing instead of a text. */
    TYPE,
    /** Too few characters. */
    MIN_LENGTH,
    /** Too many characters. */
    MAX_LENGTH,
    /** A value is needed. */
    REQUIRED,
    /** The number is too small. */
    MIN_VALUE,
    /** The number is too large. */
    MAX_VALUE,
    /** Only digits are allowed. */
    NUMERIC_ONLY,
    /** Digits are not allowed. Deprecated by the service, still in use. */
    NUMERIC,
    /** Upper-case letters are not allowed. Deprecated by the service, still in use. */
    LETTERS_UPPERCASE,
    /** Lower-case letters are not allowed. Deprecated by the service, still in use. */
    LETTERS_LOWERCASE,
    /** Characters other than digits and letters are not allowed. Deprecated by the service, still in use. */
    SYMBOLS,
    /** Only certain characters are allowed. */
    CHAR_WHITELIST,
    /** Certain characters are not allowed. */
    CHAR_BLACKLIST,
    /** The text does not match the pattern. */
    PATTERN,
    /** Too few options chosen. */
    ALLOW_SELECTED_MIN,
    /** Too many options chosen. */
    ALLOW_SELECTED_MAX,
    /** An option was chosen that cannot be chosen now. */
    OPTION_DISABLED,
    /** A value was chosen that is not among the options. */
    VALID_OPTIONS,
    /** The value cannot be changed. Found by the SDK, not by the service. */
    READ_ONLY,
    /** The form has no such key. Found by the SDK, not by the service. */
    UNKNOWN_KEY,
    /** The key belongs to an option that is not chosen. Found by the SDK, not by the service. */
    INACTIVE_OPTION;

    /**
     * The rule as the service writes it, such as {@code min_length}.
     *
     * @return the name on the wire
     */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
