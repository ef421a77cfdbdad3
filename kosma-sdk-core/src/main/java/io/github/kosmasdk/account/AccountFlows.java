package io.github.kosmasdk.account;

import io.github.kosmasdk.flow.FlowType;

/** The kinds of flows that read accounts. */
public final class AccountFlows {

    /** The consumer's accounts. */
    public static final FlowType<AccountsResult> ACCOUNTS = new FlowType<>("accounts", AccountsResult.class);

    /** One account in detail. */
    public static final FlowType<AccountDetailsResult> ACCOUNT_DETAILS =
            new FlowType<>("account_details", AccountDetailsResult.class);

    /** The balances of one account. */
    public static final FlowType<BalancesResult> BALANCES = new FlowType<>("balances", BalancesResult.class);

    /** The transactions of one account. */
    public static final FlowType<TransactionsResult> TRANSACTIONS =
            new FlowType<>("transactions", TransactionsResult.class);

    private AccountFlows() {}
}
