package io.github.kosmasdk.insights;

/**
 * A label of yours on an account or a transaction.
 *
 * @param key its key, 1 to 128 characters
 * @param value its value, up to 1,024 characters
 */
public record Label(String key, String value) {

    /** Hides both: they can hold anything. */
    @Override
    public String toString() {
        return "Label[***]";
    }
}
