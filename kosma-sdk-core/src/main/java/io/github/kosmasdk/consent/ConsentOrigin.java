package io.github.kosmasdk.consent;

import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.session.BankChoice;
import io.github.kosmasdk.session.ConsentScope;
import io.github.kosmasdk.session.SessionRequest;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a consent comes from and whose it is: what a vault keeps beside it.
 *
 * @param psuReference your own reference of the consumer, up to 200 characters
 * @param customerReference your own reference of the customer, up to 200 characters
 * @param bank the bank
 * @param scope what the session asked for; needed for a refresh, and to know the lifetime
 */
public record ConsentOrigin(
        Optional<String> psuReference,
        Optional<String> customerReference,
        Optional<BankChoice> bank,
        Optional<ConsentScope> scope) {

    private static final int LONGEST_REFERENCE = 200;

    /** Nothing is known of it. */
    public static final ConsentOrigin UNKNOWN =
            new ConsentOrigin(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Checks the parts.
     *
     * @throws KosmaUsageException when a reference is longer than 200 characters
     */
    public ConsentOrigin {
        Objects.requireNonNull(bank, "bank");
        Objects.requireNonNull(scope, "scope");
        if (psuReference.orElse("").length() > LONGEST_REFERENCE
                || customerReference.orElse("").length() > LONGEST_REFERENCE) {
            throw new KosmaUsageException("A reference has up to " + LONGEST_REFERENCE + " characters");
        }
    }

    /**
     * The bank and the scope of a session.
     *
     * @param request what the session was started with
     * @return the origin
     */
    public static ConsentOrigin of(SessionRequest request) {
        return new ConsentOrigin(Optional.empty(), Optional.empty(), request.selectedBank(), request.consentScope());
    }

    /**
     * The same for a consumer.
     *
     * @param reference your own reference of the consumer
     * @return the origin
     */
    public ConsentOrigin psuReference(String reference) {
        return new ConsentOrigin(Optional.of(reference), customerReference, bank, scope);
    }

    /**
     * The same for a customer.
     *
     * @param reference your own reference of the customer
     * @return the origin
     */
    public ConsentOrigin customerReference(String reference) {
        return new ConsentOrigin(psuReference, Optional.of(reference), bank, scope);
    }

    /**
     * The same at a bank, where the consumer chose it.
     *
     * @param bank the bank
     * @return the origin
     */
    public ConsentOrigin bank(BankChoice bank) {
        return new ConsentOrigin(psuReference, customerReference, Optional.of(bank), scope);
    }

    /** The bank; references stay hidden. */
    @Override
    public String toString() {
        return "ConsentOrigin[" + bank.map(BankChoice::toString).orElse("bank unknown") + "]";
    }
}
