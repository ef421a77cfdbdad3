package io.github.kosmasdk.consent;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.internal.Lists;
import io.github.kosmasdk.internal.Maps;
import io.github.kosmasdk.session.ConsentScope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The part of a {@link StoredConsent} that no store has to look into: keep it as the text that {@link
 * io.github.kosmasdk.KosmaJson} makes of it. Holds no
 * consent token, and tokens of transfers only as a vault protects them.
 *
 * @param consentId the id of the consent at the service
 * @param links the link per granted call, by key such as {@code accounts}
 * @param scope what the session asked for, empty when that was not said
 * @param since when the consent was given, which is when its lifetime began
 * @param rotations how many tokens it has had, which tells an old one from a new one
 * @param windows the unattended calls of the last 24 hours
 * @param lastError what goes wrong with its calls, empty when the last one succeeded
 * @param failedRefreshes how often in a row a refresh of its data has failed
 * @param transfers the latest token of each transfer whose state can be asked, by its id
 * @param fetched tells the token that was fetched last from others, as a hash of it; empty when that is not known
 */
public record ConsentDetails(
        String consentId,
        Map<String, ApiLink> links,
        Optional<ConsentScope> scope,
        Instant since,
        long rotations,
        List<CallWindow> windows,
        Optional<LastError> lastError,
        int failedRefreshes,
        Map<String, ProtectedToken> transfers,
        Optional<String> fetched) {

    /** Checks the parts; absent links, windows and transfers are empty. */
    public ConsentDetails {
        Objects.requireNonNull(consentId, "consent_id");
        Objects.requireNonNull(since, "since");
        links = Maps.copy(links);
        windows = Lists.copy(windows);
        transfers = Maps.copy(transfers);
    }

    /**
     * The details of a consent without transfers.
     *
     * @param consentId the id of the consent at the service
     * @param links the link per granted call
     * @param scope what the session asked for
     * @param since when the consent was given
     * @param rotations how many tokens it has had
     * @param windows the unattended calls of the last 24 hours
     * @param lastError what goes wrong with its calls
     * @param failedRefreshes how often in a row a refresh of its data has failed
     */
    public ConsentDetails(
            String consentId,
            Map<String, ApiLink> links,
            Optional<ConsentScope> scope,
            Instant since,
            long rotations,
            List<CallWindow> windows,
            Optional<LastError> lastError,
            int failedRefreshes) {
        this(
                consentId,
                links,
                scope,
                since,
                rotations,
                windows,
                lastError,
                failedRefreshes,
                Map.of(),
                Optional.empty());
    }

    /** What was granted; the ids stay hidden. */
    @Override
    public String toString() {
        return "ConsentDetails" + links.keySet();
    }

    /**
     * The unattended calls of one kind for one account.
     *
     * @param call the kind of call, such as {@code balances}
     * @param accountId the account, empty for a call that names none
     * @param calls when they were made
     * @param closedUntil until when the service refuses more of them, empty when it did not say
     */
    public record CallWindow(
            String call, Optional<String> accountId, List<Instant> calls, Optional<Instant> closedUntil) {

        /** Checks the parts; absent calls are none. */
        public CallWindow {
            Objects.requireNonNull(call, "call");
            calls = Lists.copy(calls);
        }

        /** The kind and the number of calls; the account stays hidden. */
        @Override
        public String toString() {
            return "CallWindow[" + call + ", " + calls.size() + " calls]";
        }
    }

    /**
     * What goes wrong.
     *
     * @param at since when, where it is the same in several calls
     * @param code the code of the service, empty when no answer came
     * @param message what happened, without secrets
     */
    public record LastError(Instant at, String code, String message) {

        /** Checks the parts. */
        public LastError {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(message, "message");
        }
    }
}
