package io.github.kosmasdk.consent;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.consent.ConsentDetails.CallWindow;
import io.github.kosmasdk.consent.ConsentDetails.LastError;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    }

    void rotate(ProtectedToken next) {
        token = Optional.of(next);
        rotations++;
    }

    void end(ConsentState end) {
        state = end;
        token = Optional.empty();
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
                        failedRefreshes));
    }
}
