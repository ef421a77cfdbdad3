package io.github.kosmasdk.account;

import java.util.Optional;

/**
 * Which account a flow is about.
 *
 * @param iban the account by IBAN
 * @param accountId the account by the id of an accounts flow of the same session
 * @param accountNumber the account by its national number
 * @param allowedAccounts the accounts the consumer can choose from
 */
public record AccountTarget(
        Optional<String> iban,
        Optional<String> accountId,
        Optional<String> accountNumber,
        Optional<AllowedAccounts> allowedAccounts) {

    /** The consumer chooses; with one account only, that is taken. */
    public static final AccountTarget CONSUMER_CHOOSES =
            new AccountTarget(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * The account with an IBAN.
     *
     * @param iban the IBAN
     * @return the target
     */
    public static AccountTarget iban(String iban) {
        return new AccountTarget(Optional.of(iban), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * The account with an id.
     *
     * @param accountId the id from an accounts flow of the same session
     * @return the target
     */
    public static AccountTarget accountId(String accountId) {
        return new AccountTarget(Optional.empty(), Optional.of(accountId), Optional.empty(), Optional.empty());
    }

    /**
     * The account with a national number.
     *
     * @param accountNumber the number
     * @return the target
     */
    public static AccountTarget accountNumber(String accountNumber) {
        return new AccountTarget(Optional.empty(), Optional.empty(), Optional.of(accountNumber), Optional.empty());
    }

    /**
     * The consumer chooses from some accounts.
     *
     * @param allowedAccounts the accounts
     * @return the target
     */
    public static AccountTarget oneOf(AllowedAccounts allowedAccounts) {
        return new AccountTarget(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(allowedAccounts));
    }

    /** Which way the account is named; the number itself stays hidden. */
    @Override
    public String toString() {
        return "AccountTarget["
                + (iban.isPresent()
                        ? "by IBAN"
                        : accountId.isPresent()
                                ? "by id"
                                : accountNumber.isPresent() ? "by number" : "consumer chooses")
                + "]";
    }
}
