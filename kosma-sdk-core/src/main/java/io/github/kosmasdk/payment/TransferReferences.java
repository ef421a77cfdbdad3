package io.github.kosmasdk.payment;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The references of a transfer apart, where its market has more than one. What is wrong with them is said when the
 * {@link TransferRequest} is built.
 *
 * @param unstructured free text
 * @param structured a structured creditor reference
 * @param endToEnd the end-to-end id, at most 35 characters; it comes back on the booking, for reconciliation
 * @param message the message, on the debtor's account only
 * @param opposingMessage the message for the recipient
 * @param national a national reference
 */
public record TransferReferences(
        Optional<String> unstructured,
        Optional<String> structured,
        Optional<String> endToEnd,
        Optional<String> message,
        Optional<String> opposingMessage,
        Optional<String> national) {

    /**
     * Only an end-to-end id.
     *
     * @param endToEnd the id, at most 35 characters
     * @return the references
     */
    public static TransferReferences endToEnd(String endToEnd) {
        return builder().endToEnd(endToEnd).build();
    }

    /**
     * Starts the references.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Hides the texts. */
    @Override
    public String toString() {
        return "TransferReferences[***]";
    }

    /** Collects the members. */
    public static final class Builder {
        private @Nullable String unstructured;
        private @Nullable String structured;
        private @Nullable String endToEnd;
        private @Nullable String message;
        private @Nullable String opposingMessage;
        private @Nullable String national;

        private Builder() {}

        /**
         * Sets the free text.
         *
         * @param unstructured the text
         * @return this
         */
        public Builder unstructured(String unstructured) {
            this.unstructured = unstructured;
            return this;
        }

        /**
         * Sets the structured creditor reference.
         *
         * @param structured the reference, such as {@code RF18539007547034}
         * @return this
         */
        public Builder structured(String structured) {
            this.structured = structured;
            return this;
        }

        /**
         * Sets the end-to-end id.
         *
         * @param endToEnd the id, at most 35 characters
         * @return this
         */
        public Builder endToEnd(String endToEnd) {
            this.endToEnd = endToEnd;
            return this;
        }

        /**
         * Sets the message on the debtor's account.
         *
         * @param message the message
         * @return this
         */
        public Builder message(String message) {
            this.message = message;
            return this;
        }

        /**
         * Sets the message for the recipient.
         *
         * @param opposingMessage the message
         * @return this
         */
        public Builder opposingMessage(String opposingMessage) {
            this.opposingMessage = opposingMessage;
            return this;
        }

        /**
         * Sets the national reference.
         *
         * @param national the reference
         * @return this
         */
        public Builder national(String national) {
            this.national = national;
            return this;
        }

        /**
         * Makes the references.
         *
         * @return the references, not checked yet
         */
        public TransferReferences build() {
            return new TransferReferences(
                    Optional.ofNullable(unstructured),
                    Optional.ofNullable(structured),
                    Optional.ofNullable(endToEnd),
                    Optional.ofNullable(message),
                    Optional.ofNullable(opposingMessage),
                    Optional.ofNullable(national));
        }
    }
}
