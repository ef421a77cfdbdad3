package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.Bank.Connection;
import io.github.kosmasdk.playground.Session.Login;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A consumer in the Insights storage. Guarded by the storage's monitor. */
final class InsightsConsumer {
    final String id;
    final Map<String, StoredAccount> accounts = new LinkedHashMap<>();
    final Map<String, AutoRefreshes.Schedule> schedules = new LinkedHashMap<>();

    @Nullable
    StoredConsent consent;

    InsightsConsumer(String id) {
        this.id = id;
    }

    /**
     * Where an account's data comes from.
     *
     * @param group the same for all accounts of a login
     */
    record Source(String group, Login login, Bank bank, Connection connection) {}

    /** A consent that was kept for refreshes without a login. */
    record StoredConsent(Source source, @Nullable Set<String> ibans, Instant end) {
        /** The accounts of the login that it is for. */
        List<Account> accounts() {
            return of(source.login().accounts());
        }

        boolean covers(InsightsConsumer consumer, String accountId) {
            return accounts().stream()
                    .anyMatch(account ->
                            InsightsRefresh.accountId(consumer, account).equals(accountId));
        }

        List<Account> of(List<Account> accounts) {
            return accounts.stream()
                    .filter(account -> account.allows(FlowType.INSIGHTS_REFRESH))
                    .filter(account -> ibans == null || account.iban() != null && ibans.contains(account.iban()))
                    .toList();
        }
    }

    void forgetExpired(Instant now) {
        accounts.values().forEach(account -> account.forgetExpired(now));
        accounts.values().removeIf(account -> account.isExpired(now));
    }

    /** Whether nothing is left of them. */
    boolean isForgotten() {
        return accounts.isEmpty() && consent == null && schedules.isEmpty();
    }

    /**
     * Some of the accounts, in the order of the storage.
     *
     * @param ids those, or null for all
     * @param member what named them
     * @throws ApiError when one of them is not there
     */
    List<StoredAccount> accounts(@Nullable List<String> ids, String member) {
        if (ids == null) {
            return List.copyOf(accounts.values());
        }
        Set<String> unknown =
                ids.stream().filter(each -> !accounts.containsKey(each)).collect(Collectors.toSet());
        if (!unknown.isEmpty()) {
            throw InsightsStorage.unknown(member, "There is no data of the accounts " + unknown);
        }
        return accounts.values().stream()
                .filter(account -> ids.contains(account.id))
                .toList();
    }

    /** @throws ApiError when it is not there */
    StoredAccount account(String accountId) {
        StoredAccount account = accounts.get(accountId);
        if (account == null) {
            throw InsightsStorage.unknown("insights_account_id", "There is no data of this account");
        }
        return account;
    }
}
