package io.github.kosmasdk.auth.form;

import java.util.Arrays;
import java.util.List;

/** A value on its way to the service. What can be wiped is wiped. */
sealed interface AnswerValue {

    /** A text. Kept as characters, never as a {@code String}. */
    record Characters(char[] value) implements AnswerValue {

        static Characters copyOf(CharSequence text) {
            char[] value = new char[text.length()];
            for (int i = 0; i < value.length; i++) {
                value[i] = text.charAt(i);
            }
            return new Characters(value);
        }

        @Override
        public void wipe() {
            Arrays.fill(value, '\0');
        }

        @Override
        public String toString() {
            return "***";
        }
    }

    /** Chosen options. */
    record Options(List<String> values) implements AnswerValue {
        /** Hides them. */
        @Override
        public String toString() {
            return "***";
        }
    }

    /** One chosen option, written as a text. */
    record Option(String value) implements AnswerValue {
        /** Hides it. */
        @Override
        public String toString() {
            return "***";
        }
    }

    /** On or off. */
    record Flag(boolean on) implements AnswerValue {}

    /** Cells of a drawing. */
    record Cells(int[] indices) implements AnswerValue {

        @Override
        public void wipe() {
            Arrays.fill(indices, 0);
        }

        @Override
        public String toString() {
            return "***";
        }
    }

    default void wipe() {}
}
