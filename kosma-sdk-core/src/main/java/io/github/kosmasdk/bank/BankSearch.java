package io.github.kosmasdk.bank;

import io.github.kosmasdk.error.KosmaUsageException;
import java.util.Optional;

/**
 * What is known of a bank that is looked for in all countries: one of the three.
 *
 * @param bankName its name, or a part of it
 * @param bankCode its national bank code or sort code
 * @param bic its BIC
 */
public record BankSearch(Optional<String> bankName, Optional<String> bankCode, Optional<String> bic) {

    /**
     * Checks that something is known.
     *
     * @throws KosmaUsageException when not exactly one of the three is there, or it is blank
     */
    public BankSearch {
        long known = bankName.stream().count()
                + bankCode.stream().count()
                + bic.stream().count();
        if (known != 1
                || bankName.or(() -> bankCode).or(() -> bic).orElseThrow().isBlank()) {
            throw new KosmaUsageException(
                    "A bank is looked for by its name, its bank code or its BIC: give one of them");
        }
    }

    /**
     * Looks for a name.
     *
     * @param text the name, or a part of it
     * @return the search
     * @throws KosmaUsageException when it is blank
     */
    public static BankSearch named(String text) {
        return new BankSearch(Optional.of(text), Optional.empty(), Optional.empty());
    }

    /**
     * Looks for a national bank code or sort code.
     *
     * @param code the code
     * @return the search
     * @throws KosmaUsageException when it is blank
     */
    public static BankSearch bankCode(String code) {
        return new BankSearch(Optional.empty(), Optional.of(code), Optional.empty());
    }

    /**
     * Looks for a BIC.
     *
     * @param bic the BIC
     * @return the search
     * @throws KosmaUsageException when it is blank
     */
    public static BankSearch bic(String bic) {
        return new BankSearch(Optional.empty(), Optional.empty(), Optional.of(bic));
    }
}
