package io.github.kosmasdk.session;

import io.github.kosmasdk.error.KosmaUsageException;

/**
 * A bank, named as the service wants it.
 *
 * @param countryCode ISO 3166-1 alpha-2 code of the bank's country, such as {@code DE}
 * @param bankCode the national bank code or sort code, such as {@code 88888888}
 */
public record BankChoice(String countryCode, String bankCode) {

    /**
     * Checks both parts.
     *
     * @throws KosmaUsageException when the country is not two letters or the bank code is blank
     */
    public BankChoice {
        if (countryCode == null || !countryCode.matches("[A-Za-z]{2}")) {
            throw new KosmaUsageException(
                    "The country of a bank is two letters, such as DE, not '" + countryCode + "'");
        }
        if (bankCode == null || bankCode.isBlank()) {
            throw new KosmaUsageException("The bank code is blank: give the national bank code, such as 88888888");
        }
    }

    /**
     * Names a bank.
     *
     * @param countryCode ISO 3166-1 alpha-2 code of the bank's country
     * @param bankCode the national bank code or sort code
     * @return the choice
     */
    public static BankChoice of(String countryCode, String bankCode) {
        return new BankChoice(countryCode, bankCode);
    }
}
