package io.github.kosmasdk.account;

import io.github.kosmasdk.Amount;
import java.util.Optional;

/**
 * What a balances flow results in. Typically {@code available = balance + limit - reserved}; banks leave parts out.
 *
 * @param account the account
 * @param balance the booked balance, negative when overdrawn
 * @param available what a transfer could use
 * @param limit the overdraft: what can be drawn beyond zero
 * @param reserved what is reserved for known payments
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/balance.html">Balance</a>
 */
public record BalancesResult(
        Optional<Account> account,
        Optional<Amount> balance,
        Optional<Amount> available,
        Optional<Amount> limit,
        Optional<Amount> reserved) {

    /**
     * The kind of flow, as the wire names it.
     *
     * @return the key of {@link AccountFlows#BALANCES}
     */
    public String type() {
        return AccountFlows.BALANCES.key();
    }

    /** Hides the amounts. */
    @Override
    public String toString() {
        return "BalancesResult[" + account.map(Account::toString).orElse("no account") + "]";
    }
}
