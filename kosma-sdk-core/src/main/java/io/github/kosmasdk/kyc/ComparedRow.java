package io.github.kosmasdk.kyc;

import java.util.Optional;

/**
 * One pair of values that was held against each other.
 *
 * @param part what they are
 * @param claimed what the customer claimed; IBANs are masked
 * @param bank what the bank said; IBANs are masked, and the holder's name and address are there on a match or a close match only
 * @param outcome how they compare
 */
public record ComparedRow(Part part, Optional<String> claimed, Optional<String> bank, Outcome outcome) {

    /** Part and outcome; the values stay hidden. */
    @Override
    public String toString() {
        return "ComparedRow[" + part + ", " + outcome + "]";
    }

    /** What was compared. */
    public enum Part {
        /** The IBAN, or the account number within it. */
        ACCOUNT,
        /** The holder's name. */
        NAME,
        /** The address: country, postal code and city. */
        ADDRESS
    }

    /** How two values compare. */
    public enum Outcome {
        /** They agree. */
        AGREES,
        /** They nearly agree. */
        CLOSE,
        /** They contradict. */
        DIFFERS,
        /** One of them is missing, or they cannot be compared. */
        NOT_COMPARED
    }
}
