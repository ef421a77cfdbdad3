package io.github.kosmasdk.account;

import java.util.Optional;

/**
 * What an accounts flow is started with.
 *
 * @param allowedAccounts limits the accounts
 * @param accountsSelection whether the consumer picks from them; left out, all are given
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/accounts.html">Accounts</a>
 */
public record AccountsRequest(
        Optional<AllowedAccounts> allowedAccounts, Optional<AccountsSelection> accountsSelection) {

    /** All accounts of the consumer. */
    public static final AccountsRequest ALL = new AccountsRequest(Optional.empty(), Optional.empty());

    /**
     * The accounts that the consumer picks.
     *
     * @param selection how many
     * @return the request
     */
    public static AccountsRequest selected(AccountsSelection selection) {
        return new AccountsRequest(Optional.empty(), Optional.of(selection));
    }

    /**
     * The same, limited to some accounts.
     *
     * @param allowedAccounts the limit
     * @return the request
     */
    public AccountsRequest limitedTo(AllowedAccounts allowedAccounts) {
        return new AccountsRequest(Optional.of(allowedAccounts), accountsSelection);
    }
}
