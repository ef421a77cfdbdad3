package io.github.kosmasdk.consent;

import io.github.kosmasdk.session.BankChoice;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A consent as a {@link ConsentStore} keeps it. Its instants are exact to the microsecond.
 *
 * @param id its id in the vault, up to 36 characters
 * @param version counts the changes; the store sets it
 * @param state its state
 * @param psuReference the caller's own reference of the consumer, up to 200 characters
 * @param customerReference the caller's own reference of the customer, up to 200 characters
 * @param bank the bank
 * @param createdAt when it was stored
 * @param lastUseAt when the last call was made, empty when there was none
 * @param refreshDueAt when its data should be refreshed next
 * @param token the latest token, empty once it was destroyed
 * @param lease who makes a call with it, empty when nobody does
 * @param details everything else
 */
public record StoredConsent(
        String id,
        long version,
        ConsentState state,
        Optional<String> psuReference,
        Optional<String> customerReference,
        Optional<BankChoice> bank,
        Instant createdAt,
        Optional<Instant> lastUseAt,
        Instant refreshDueAt,
        Optional<ProtectedToken> token,
        Optional<Lease> lease,
        ConsentDetails details) {

    /** Checks the parts. */
    public StoredConsent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(psuReference, "psuReference");
        Objects.requireNonNull(customerReference, "customerReference");
        Objects.requireNonNull(bank, "bank");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(lastUseAt, "lastUseAt");
        Objects.requireNonNull(refreshDueAt, "refreshDueAt");
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(lease, "lease");
        Objects.requireNonNull(details, "details");
    }

    /** Id, version and state; references stay hidden. */
    @Override
    public String toString() {
        return "StoredConsent[" + id + ", version " + version + ", " + state + "]";
    }

    /**
     * The same with another version.
     *
     * @param version the version
     * @return the copy
     */
    public StoredConsent withVersion(long version) {
        return with(version, lease);
    }

    /**
     * The same with another lease.
     *
     * @param lease the lease, empty for none
     * @return the copy
     */
    public StoredConsent withLease(Optional<Lease> lease) {
        return with(version, lease);
    }

    private StoredConsent with(long version, Optional<Lease> lease) {
        return new StoredConsent(
                id,
                version,
                state,
                psuReference,
                customerReference,
                bank,
                createdAt,
                lastUseAt,
                refreshDueAt,
                token,
                lease,
                details);
    }
}
