package io.github.kosmasdk.playground;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a flow was started with. */
record FlowRequest(
        @Nullable String iban,
        @Nullable String accountId,
        @Nullable String accountNumber,
        Filter filter,
        AccountsSelection selection,
        Window.Wish window,
        @Nullable Integer pageSize,
        @Nullable TransferOrder transfer,
        @Nullable RefreshOrder refresh) {

    /** How much of the accounts flow's result the consumer chooses. */
    enum AccountsSelection {
        NO_SELECTION,
        SINGLE_ACCOUNT,
        MULTIPLE_ACCOUNTS
    }

    /** {@code allowed_accounts}; an absent list allows all. */
    record Filter(
            @Nullable List<String> accountTypes,
            @Nullable List<String> accountIds,
            @Nullable List<String> currencies) {
        private static final Set<String> ACCOUNT_TYPES = Set.of("DEFAULT", "SAVING", "CREDITCARD", "DEPOT");

        static Filter of(@Nullable Body body) {
            if (body == null) {
                return new Filter(null, null, null);
            }
            List<String> types = body.texts("account_types");
            if (types != null && !ACCOUNT_TYPES.containsAll(types)) {
                body.reject("account_types", "INVALID_VALUE", "must be of " + List.copyOf(ACCOUNT_TYPES));
            }
            List<String> currencies = body.texts("currencies");
            if (currencies != null && !currencies.stream().allMatch(code -> code.matches("[A-Z]{3}"))) {
                body.reject("currencies", "INVALID_VALUE", "must be currency codes of three letters (ISO 4217)");
            }
            return new Filter(types, body.texts("account_ids"), currencies);
        }

        boolean allows(Account account) {
            return (accountTypes == null || accountTypes.contains(account.accountType()))
                    && (accountIds == null || accountIds.contains(account.id()))
                    && (currencies == null || currencies.contains(account.currency()));
        }
    }

    static FlowRequest of(FlowType type, Body body, LocalDate today) {
        if (type == FlowType.INSIGHTS_REFRESH) {
            return ofRefresh(RefreshOrder.of(body), body);
        }
        boolean ofOneAccount = type != FlowType.ACCOUNTS;
        String iban = ofOneAccount ? body.iban("iban") : null;
        String accountId = ofOneAccount ? body.text("account_id") : null;
        String accountNumber = ofOneAccount ? body.text("account_number") : null;
        Filter filter = Filter.of(body.object("allowed_accounts"));
        if (body.has("allowed_accounts") && (iban != null || accountId != null)) {
            body.reject("allowed_accounts", "NOT_ALLOWED", "cannot be combined with 'iban' or 'account_id'");
        }
        AccountsSelection selection =
                ofOneAccount ? null : body.oneOf("accounts_selection", AccountsSelection.class, false);
        boolean ofTransactions = type == FlowType.TRANSACTIONS;
        Window.Wish window = ofTransactions ? Window.Wish.of(body) : new Window.Wish(null, null, null);
        Integer pageSize = ofTransactions ? body.positive("preferred_pagination_size") : null;
        TransferOrder transfer = type == FlowType.TRANSFER ? TransferOrder.of(body, today) : null;
        body.complete();
        return new FlowRequest(
                iban,
                accountId,
                accountNumber,
                filter,
                selection == null ? AccountsSelection.NO_SELECTION : selection,
                window,
                pageSize,
                transfer,
                null);
    }

    private static FlowRequest ofRefresh(RefreshOrder order, Body body) {
        body.complete();
        return new FlowRequest(
                null,
                null,
                null,
                order.filter(),
                AccountsSelection.NO_SELECTION,
                new Window.Wish(null, null, null),
                null,
                null,
                order);
    }

    boolean namesAnAccount() {
        return iban != null || accountId != null || accountNumber != null;
    }

    boolean names(Account account) {
        return (iban == null || iban.equals(account.iban()))
                && (accountId == null || accountId.equals(account.id()))
                && (accountNumber == null || accountNumber.equals(account.accountNumber()));
    }
}
