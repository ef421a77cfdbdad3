package io.github.kosmasdk.auth.form;

import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.internal.mask.Masks;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A checked answer to one {@link Form}, made by {@link Form#answer()}. Holds what the consumer typed: close it as soon
 * as it is sent, then nothing of it is left in it.
 */
public final class FormAnswer implements AutoCloseable {

    record Entry(String key, AnswerValue value) {}

    private static final SecureRandom RANDOM = new SecureRandom();

    private final String formIdentifier;
    private final @Nullable String formKey;
    private final List<Entry> entries;
    private boolean wiped;

    FormAnswer(Form form, List<Entry> entries) {
        this.formIdentifier = form.identifier();
        this.formKey = form.key();
        this.entries = List.copyOf(entries);
    }

    /**
     * Which form it answers.
     *
     * @return the {@link Form#identifier()}
     */
    public String formIdentifier() {
        return formIdentifier;
    }

    /**
     * The keys that are sent, in the order they are sent.
     *
     * @return the keys
     */
    public List<String> keys() {
        return entries.stream().map(Entry::key).toList();
    }

    /**
     * Encrypts the answer for the service. Each call takes a new AES key.
     *
     * @return the body to post
     * @throws KosmaUsageException when the answer was wiped, or the form came with no key or a broken one
     */
    public EncryptedFormAnswer encrypt() {
        return encrypt(RANDOM);
    }

    synchronized EncryptedFormAnswer encrypt(SecureRandom random) {
        if (wiped) {
            throw new KosmaUsageException("This answer to form " + Masks.label(formIdentifier)
                    + " was wiped and cannot be sent again: build a new one from the form.");
        }
        try (SecretJson plaintext = new SecretJson()) {
            plaintext.writeAnswer(formIdentifier, entries);
            return FormCipher.encrypt(plaintext, formKey, random);
        }
    }

    /** Overwrites what the consumer typed. The answer cannot be used afterwards. */
    public synchronized void wipe() {
        wiped = true;
        entries.forEach(entry -> entry.value().wipe());
    }

    /** Does what {@link #wipe()} does. */
    @Override
    public void close() {
        wipe();
    }

    /** Tells the keys, never a value. */
    @Override
    public String toString() {
        return "FormAnswer[form=" + Masks.label(formIdentifier) + ", keys="
                + keys().stream().map(Masks::label).toList() + "]";
    }

    /**
     * Takes the values of one answer. What is not given is sent as the form came: prefilled texts, preselected
     * options, toggles as they stand. A value given again replaces the one before.
     *
     * <p>A builder makes one answer. {@link #build()} empties it, also when it fails. Not for use by several threads.
     */
    public static final class Builder {

        private final Form form;
        private final Map<String, AnswerValue> given = new LinkedHashMap<>();
        private boolean used;

        Builder(Form form) {
            this.form = form;
        }

        /**
         * Answers an {@link Input}. The characters are copied; for a secret better take {@link #put(String, char[])}.
         *
         * @param key the field
         * @param text the text
         * @return this
         */
        public Builder put(String key, CharSequence text) {
            return give(key, AnswerValue.Characters.copyOf(text));
        }

        /**
         * Answers an {@link Input} with a secret. The characters are copied: the caller's own can be wiped at once.
         *
         * @param key the field
         * @param secret the text
         * @return this
         */
        public Builder put(String key, char[] secret) {
            return give(key, new AnswerValue.Characters(secret.clone()));
        }

        /**
         * Answers a {@link Choice} or a {@link Switchable}.
         *
         * @param key the field
         * @param optionValues the {@code value} of each chosen option; none where the form allows to choose none
         * @return this
         */
        public Builder choose(String key, String... optionValues) {
            return give(key, new AnswerValue.Options(List.of(optionValues)));
        }

        /**
         * Answers a {@link Toggle}.
         *
         * @param key the field
         * @param on whether it is on
         * @return this
         */
        public Builder toggle(String key, boolean on) {
            return give(key, new AnswerValue.Flag(on));
        }

        /**
         * Answers a {@link Padlock}. The cells are copied.
         *
         * @param key the field
         * @param cells the cells in the order they are touched, counted from 0, row by row
         * @return this
         */
        public Builder draw(String key, int... cells) {
            return give(key, new AnswerValue.Cells(cells.clone()));
        }

        /**
         * Checks the values by the rules of the form.
         *
         * @return the answer
         * @throws InvalidFormAnswerException when rules are broken; it names all of them
         */
        public FormAnswer build() {
            refuseSecondUse();
            used = true;
            try {
                return new FormAnswer(form, AnswerCheck.check(form, given));
            } finally {
                given.values().forEach(AnswerValue::wipe);
                given.clear();
            }
        }

        private Builder give(String key, AnswerValue value) {
            Objects.requireNonNull(key, "key");
            refuseSecondUse();
            AnswerValue before = given.put(key, value);
            if (before != null) {
                before.wipe();
            }
            return this;
        }

        private void refuseSecondUse() {
            if (used) {
                throw new KosmaUsageException(
                        "This builder has made its answer: begin another one with form.answer().");
            }
        }

        /** Tells the keys, never a value. */
        @Override
        public String toString() {
            return "FormAnswer.Builder[keys="
                    + given.keySet().stream().map(Masks::label).toList() + "]";
        }
    }
}
