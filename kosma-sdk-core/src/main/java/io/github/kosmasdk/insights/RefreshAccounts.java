package io.github.kosmasdk.insights;

import io.github.kosmasdk.error.KosmaUsageException;
import java.util.List;
import java.util.Optional;

/**
 * Which accounts a refresh covers: all, or those of one of the lists.
 *
 * @param all {@code true} for all; empty with a list
 * @param ids by the account's id of the same session or consent
 * @param ibans by IBAN
 * @param insightsAccountIds by the id in Insights; for a refresh by a consent only, and with the consumer's id
 */
public record RefreshAccounts(
        Optional<Boolean> all, List<String> ids, List<String> ibans, List<String> insightsAccountIds) {

    /** All accounts. */
    public static final RefreshAccounts ALL = new RefreshAccounts(Optional.of(true), List.of(), List.of(), List.of());

    /**
     * Checks the parts.
     *
     * @throws KosmaUsageException when it is not exactly one of the four
     */
    public RefreshAccounts {
        ids = List.copyOf(ids);
        ibans = List.copyOf(ibans);
        insightsAccountIds = List.copyOf(insightsAccountIds);
        int lists = (ids.isEmpty() ? 0 : 1) + (ibans.isEmpty() ? 0 : 1) + (insightsAccountIds.isEmpty() ? 0 : 1);
        if (lists + (all.orElse(false) ? 1 : 0) != 1) {
            throw new KosmaUsageException(
                    "A refresh covers all accounts, or those of one list: give ids, IBANs or ids of"
                            + " Insights, not several of them");
        }
    }

    /**
     * Names accounts by the id that they have in the session or consent.
     *
     * @param ids the ids, at least one
     * @return the choice
     * @throws KosmaUsageException when there is none
     */
    public static RefreshAccounts ids(String... ids) {
        return new RefreshAccounts(Optional.empty(), List.of(ids), List.of(), List.of());
    }

    /**
     * Names accounts by IBAN.
     *
     * @param ibans the IBANs, at least one
     * @return the choice
     * @throws KosmaUsageException when there is none
     */
    public static RefreshAccounts ibans(String... ibans) {
        return new RefreshAccounts(Optional.empty(), List.of(), List.of(ibans), List.of());
    }

    /**
     * Names accounts by the id that they have in Insights. For a refresh by a consent, together with the consumer's id.
     *
     * @param ids the ids, at least one
     * @return the choice
     * @throws KosmaUsageException when there is none
     */
    public static RefreshAccounts insightsAccountIds(String... ids) {
        return new RefreshAccounts(Optional.empty(), List.of(), List.of(), List.of(ids));
    }

    /** How many; ids and IBANs stay hidden. */
    @Override
    public String toString() {
        return all.orElse(false)
                ? "RefreshAccounts[all]"
                : "RefreshAccounts[" + (ids.size() + ibans.size() + insightsAccountIds.size()) + "]";
    }
}
