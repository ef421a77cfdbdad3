package io.github.kosmasdk.consent;

import io.github.kosmasdk.consent.ConsentDetails.LastError;
import io.github.kosmasdk.session.BankChoice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A consent as the vault knows it. Holds no secret.
 *
 * @param id its id in the vault
 * @param state its state
 * @param psuReference your own reference of the consumer
 * @param customerReference your own reference of the customer
 * @param bank the bank
 * @param grantedCalls the calls that were granted, such as {@code accounts}
 * @param since when it was given
 * @param lifetimeDays its lifetime as it was asked for
 * @param expectedExpiry when its lifetime should be over; the bank decides
 * @param lastUseAt when the last call was made
 * @param lastError what goes wrong with its calls, empty when the last one succeeded
 * @param refreshDueAt when its data should be refreshed next
 * @param inUse whether a call with it is under way
 * @param unattendedLimit how many unattended calls of one kind for one account are allowed in 24 hours
 * @param usage the kinds of calls of which there are fewer left than that
 */
public record ConsentRecord(
        String id,
        ConsentState state,
        Optional<String> psuReference,
        Optional<String> customerReference,
        Optional<BankChoice> bank,
        Set<String> grantedCalls,
        Instant since,
        OptionalInt lifetimeDays,
        Optional<Instant> expectedExpiry,
        Optional<Instant> lastUseAt,
        Optional<LastError> lastError,
        Instant refreshDueAt,
        boolean inUse,
        int unattendedLimit,
        List<Usage> usage) {

    /**
     * What is left of the calls of one kind for one account.
     *
     * @param call the kind of call
     * @param accountId the account, empty for a call that names none; of {@code transactions} then for all accounts
     * @param left how many unattended calls are left
     * @param nextFree when the next one is free, the present when one is left
     */
    public record Usage(String call, Optional<String> accountId, int left, Instant nextFree) {

        /** The kind and what is left; the account stays hidden. */
        @Override
        public String toString() {
            return "Usage[" + call + ", " + left + " left]";
        }
    }

    /**
     * How many unattended calls are left now.
     *
     * @param call the kind of call, such as {@code balances}
     * @param accountId the account, empty for the list of accounts
     * @return 0 or more
     */
    public int callsLeft(String call, Optional<String> accountId) {
        return usage.stream()
                .filter(one -> one.call().equals(call)
                        && (one.accountId().equals(accountId) || one.accountId().isEmpty()))
                .mapToInt(Usage::left)
                .min()
                .orElse(unattendedLimit);
    }

    /** Id, state and what is granted; references stay hidden. */
    @Override
    public String toString() {
        return "ConsentRecord[" + id + ", " + state + ", " + grantedCalls + "]";
    }
}
