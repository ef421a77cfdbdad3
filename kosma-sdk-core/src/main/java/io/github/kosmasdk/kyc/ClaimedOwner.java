package io.github.kosmasdk.kyc;

import io.github.kosmasdk.account.Address;
import java.util.Objects;
import java.util.Optional;

/**
 * What a customer claims: to be somebody, and to own an account.
 *
 * @param name the name, given names and surname in any order, or a company with its legal form
 * @param iban the IBAN, with or without blanks
 * @param address the address; it is optional and never decides
 */
public record ClaimedOwner(String name, String iban, Optional<Address> address) {

    /** Checks the parts. */
    public ClaimedOwner {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(iban, "iban");
        Objects.requireNonNull(address, "address");
    }

    /**
     * A name and an IBAN.
     *
     * @param name the name
     * @param iban the IBAN
     * @return the claim
     */
    public static ClaimedOwner of(String name, String iban) {
        return new ClaimedOwner(name, iban, Optional.empty());
    }

    /**
     * The same with an address.
     *
     * @param address the address
     * @return the claim
     */
    public ClaimedOwner livingAt(Address address) {
        return new ClaimedOwner(name, iban, Optional.of(address));
    }

    /** Nothing: all of it is personal data. */
    @Override
    public String toString() {
        return "ClaimedOwner[***]";
    }
}
