package io.github.kosmasdk.playground;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What an Insights refresh was started with.
 *
 * @param choice whose data, null lets the consumer select one account
 * @param frame what days, null for the default
 */
record RefreshOrder(
        @Nullable String consumerId,
        @Nullable Choice choice,
        FlowRequest.Filter filter,
        Set<String> reports,
        Window.@Nullable Wish frame,
        @Nullable Integer retentionMinutes,
        StoreConsent storeConsent) {

    static final Set<String> REPORTS = Set.of(
            "ACCOUNT_INFOS",
            "BALANCES",
            "BALANCE_OVER_TIME",
            "CATEGORIZATION",
            "RECURRING_TRANSACTIONS",
            "GROUP_BY_CATEGORY",
            "EXPENSE_CATEGORIES");

    private static final Set<String> WITH_BALANCES = Set.of("BALANCES", "BALANCE_OVER_TIME");
    private static final Set<String> WITHOUT_TRANSACTIONS = Set.of("ACCOUNT_INFOS", "BALANCES");

    /** Whether the consent is kept for refreshes without a login. */
    enum StoreConsent {
        NO,
        REQUIRED,
        OPTIONAL
    }

    /** Accounts by one kind of name; {@code all} when there is none. */
    record Choice(
            boolean all,
            @Nullable List<String> ids,
            @Nullable List<String> ibans,
            @Nullable List<String> insightsIds) {

        static @Nullable Choice of(@Nullable Body body) {
            if (body == null) {
                return null;
            }
            boolean all = InsightsMembers.flag(body, "all");
            List<String> ids = body.texts("ids");
            List<String> ibans = body.ibans("ibans");
            List<String> insightsIds = body.texts("insights_account_ids");
            boolean listed = ids != null || ibans != null || insightsIds != null;
            if (all == listed) {
                body.reject("all", "NOT_ALLOWED", "is true, or some accounts are listed, and not both");
            }
            return new Choice(all, ids, ibans, insightsIds);
        }

        /** Those of the accounts that are meant. */
        List<Account> of(List<Account> accounts, Predicate<Account> hasInsightsId) {
            List<Account> meant = accounts.stream()
                    .filter(account -> all
                            || ids != null && ids.contains(account.id())
                            || ibans != null && account.iban() != null && ibans.contains(account.iban())
                            || insightsIds != null && hasInsightsId.test(account))
                    .toList();
            if (!all && meant.size() < listed()) {
                throw new FlowFailure(
                        "USER.ACCESS_DENIED", "Not all of the requested accounts are the consumer's, or can be read");
            }
            return meant;
        }

        private int listed() {
            return size(ids) + size(ibans) + size(insightsIds);
        }

        private static int size(@Nullable List<String> list) {
            return list == null ? 0 : Set.copyOf(list).size();
        }
    }

    /** The members that all kinds of refreshes have. */
    static RefreshOrder of(Body body) {
        Set<String> reports = InsightsMembers.words(body, "intended_reports", REPORTS);
        StoreConsent store = body.oneOf("store_consent", StoreConsent.class, false);
        return new RefreshOrder(
                InsightsMembers.consumerId(body),
                Choice.of(body.object("accounts")),
                FlowRequest.Filter.of(body.object("allowed_accounts")),
                reports == null ? REPORTS : reports,
                InsightsMembers.frame(body, "refresh_days"),
                InsightsMembers.retention(body),
                store == null ? StoreConsent.NO : store);
    }

    boolean needsBalances() {
        return reports.stream().anyMatch(WITH_BALANCES::contains);
    }

    boolean needsTransactions() {
        return !WITHOUT_TRANSACTIONS.containsAll(reports);
    }
}
