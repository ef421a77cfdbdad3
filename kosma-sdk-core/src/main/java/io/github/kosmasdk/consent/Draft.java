package io.github.kosmasdk.consent;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.consent.ConsentDetails.CallWindow;
import io.github.kosmasdk.consent.ConsentDetails.LastError;
import io.github.kosmasdk.session.ConsentScope;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** A stored consent being changed. */
final class Draft {

    private final StoredConsent base;
    ConsentState state;
    Optional<Instant> lastUseAt;
    Instant refreshDueAt;
    Optional<ProtectedToken> token;
    Optional<Lease> lease;
    String consentId;
    Map<String, ApiLink> links;
    Instant since;
    long rotations;
    List<CallWindow> windows;
    Optional<LastError> lastError;
    int failedRefreshes;
    Optional<String> fetched;
    final Map<String, ProtectedToken> transfers;

    Draft(StoredConsent base) {
        this.base = base;
        this.state = base.state();
        this.lastUseAt = base.lastUseAt();
        this.refreshDueAt = base.refreshDueAt();
        this.token = base.token();
        this.lease = base.lease();
        ConsentDetails details = base.details();
        this.consentId = details.consentId();
        this.links = details.links();
        this.since = details.since();
        this.rotations = details.rotations();
        this.windows = details.windows();
        this.lastError = details.lastError();
        this.failedRefreshes = details.failedRefreshes();
        this.fetched = details.fetched();
        this.transfers = new TreeMap<>(details.transfers());
    }

    void rotate(ProtectedToken next) {
        token = Optional.of(next);
        rotations++;
    }

    void end(ConsentState end) {
        state = end;
        token = Optional.empty();
        transfers.clear();
    }

    boolean isLifetimeOver(Instant now) {
        OptionalInt days = base.details().scope().map(ConsentScope::lifetime).orElse(OptionalInt.empty());
        return days.isPresent() && !since.plus(days.getAsInt(), ChronoUnit.DAYS).isAfter(now);
    }

    StoredConsent done() {
        return new StoredConsent(
                base.id(),
                base.version(),
                state,
                base.psuReference(),
                base.customerReference(),
                base.bank(),
                base.createdAt(),
                lastUseAt,
                refreshDueAt,
                token,
                lease,
                new ConsentDetails(
                        consentId,
                        links,
                        base.details().scope(),
                        since,
                        rotations,
                        windows,
                        lastError,
                        failedRefreshes,
                        transfers,
                        fetched));
    }
}
