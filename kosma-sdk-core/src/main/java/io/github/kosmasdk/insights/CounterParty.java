package io.github.kosmasdk.insights;

import io.github.kosmasdk.account.Address;
import java.util.Optional;

/**
 * The other side of a transaction.
 *
 * @param iban its IBAN
 * @param accountNumber its national account number
 * @param bic its BIC
 * @param bankCode its national bank code
 * @param holderName its holder
 * @param holderAddress the holder's address, of which Insights knows the country
 */
public record CounterParty(
        Optional<String> iban,
        Optional<String> accountNumber,
        Optional<String> bic,
        Optional<String> bankCode,
        Optional<String> holderName,
        Optional<Address> holderAddress) {

    /**
     * Somebody of whom the name is known.
     *
     * @param holderName the name
     * @return the other side
     */
    public static CounterParty named(String holderName) {
        return new CounterParty(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(holderName),
                Optional.empty());
    }

    /**
     * Somebody of whom name and IBAN are known.
     *
     * @param holderName the name
     * @param iban the IBAN
     * @return the other side
     */
    public static CounterParty of(String holderName, String iban) {
        return new CounterParty(
                Optional.of(iban),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(holderName),
                Optional.empty());
    }

    /** Hides everything. */
    @Override
    public String toString() {
        return "CounterParty[***]";
    }
}
