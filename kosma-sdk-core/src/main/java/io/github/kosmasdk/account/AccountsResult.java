package io.github.kosmasdk.account;

import io.github.kosmasdk.internal.Lists;
import java.util.List;

/**
 * What an accounts flow results in.
 *
 * @param accounts the accounts
 */
public record AccountsResult(List<Account> accounts) {

    /** Takes the list as it came, absent as empty. */
    public AccountsResult {
        accounts = Lists.copy(accounts);
    }

    /**
     * The kind of flow, as the wire names it.
     *
     * @return the key of {@link AccountFlows#ACCOUNTS}
     */
    public String type() {
        return AccountFlows.ACCOUNTS.key();
    }
}
