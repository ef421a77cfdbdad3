package io.github.kosmasdk.account;

import java.util.Objects;

/**
 * What an account details flow results in.
 *
 * @param account the account
 */
public record AccountDetailsResult(Account account) {

    /** Checks that there is an account. */
    public AccountDetailsResult {
        Objects.requireNonNull(account, "account");
    }

    /**
     * The kind of flow, as the wire names it.
     *
     * @return the key of {@link AccountFlows#ACCOUNT_DETAILS}
     */
    public String type() {
        return AccountFlows.ACCOUNT_DETAILS.key();
    }
}
