package io.github.kosmasdk.account;

import io.github.kosmasdk.error.KosmaUsageException;
import java.util.List;

/**
 * Limits the accounts the consumer can choose from. An empty list does not limit.
 *
 * @param accountTypes the kinds of accounts
 * @param accountIds the ids, from an accounts flow of the same session
 * @param currencies ISO 4217 codes; an account stays when it has one of them
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/objects/allowed-accounts.html">Allowed accounts</a>
 */
public record AllowedAccounts(List<AccountType> accountTypes, List<String> accountIds, List<String> currencies) {

    /**
     * Copies the lists.
     *
     * @throws KosmaUsageException when all three are empty
     */
    public AllowedAccounts {
        accountTypes = List.copyOf(accountTypes);
        accountIds = List.copyOf(accountIds);
        currencies = List.copyOf(currencies);
        if (accountTypes.isEmpty() && accountIds.isEmpty() && currencies.isEmpty()) {
            throw new KosmaUsageException(
                    "These allowed accounts limit nothing: name account types, ids or currencies, or leave them out");
        }
    }

    /**
     * Limits to kinds of accounts.
     *
     * @param types the kinds
     * @return the limit
     */
    public static AllowedAccounts ofTypes(AccountType... types) {
        return new AllowedAccounts(List.of(types), List.of(), List.of());
    }

    /** Kinds and currencies; the accounts stay hidden. */
    @Override
    public String toString() {
        return "AllowedAccounts[" + accountTypes + ", " + currencies + ", " + accountIds.size() + " ids]";
    }
}
