package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.Bank.Connection;
import io.github.kosmasdk.playground.Consent.Counts;
import io.github.kosmasdk.playground.Flow.State;
import io.github.kosmasdk.playground.SessionRequest.ConsentScope;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bank's consents: every one that was fetched, the tokens it handed out, and what its calls came to. What happens to a consent
 * at the bank, and trouble there, come on demand. It may be used by many threads at once.
 */
public final class Consents {
    // a thread may hold a grant's monitor when it takes this one, never the other way round
    private final Clock clock;
    private final boolean lenient;
    private final Map<String, Grant> grants = new LinkedHashMap<>();
    private final Map<String, Grant> bySession = new HashMap<>();
    private final Map<String, RotatingToken> transferTokens = new HashMap<>();
    private final List<Armed> armed = new ArrayList<>();

    Consents(Clock clock, boolean lenient) {
        this.clock = clock;
        this.lenient = lenient;
    }

    /**
     * Trouble that a bank has for a while: calls whose token is good are answered by an error all the same. The consent behind the
     * latest token is as good as before.
     *
     * @param code the error code, any of the contract
     * @param consentId the consent whose calls it meets; empty for all
     * @param times how many calls it meets
     * @param givesToken whether the answers carry the next token; if not, the latest one stays what it is
     */
    public record Trouble(String code, Optional<String> consentId, int times, boolean givesToken) {
        /**
         * Checks the parts.
         *
         * @throws IllegalArgumentException when the code is blank, or the trouble meets less than one call
         */
        public Trouble {
            if (code.isBlank() || times < 1) {
                throw new IllegalArgumentException("trouble needs a code and at least one call to meet");
            }
        }

        /** Meets the next call of any consent, and gives a token. */
        public static Trouble of(String code) {
            return new Trouble(code, Optional.empty(), 1, true);
        }

        /** Meets the calls of this consent only. */
        public Trouble onConsent(String id) {
            return new Trouble(code, Optional.of(id), times, givesToken);
        }

        /** Meets that many calls. */
        public Trouble times(int count) {
            return new Trouble(code, consentId, count, givesToken);
        }

        /** Gives no token. */
        public Trouble withoutToken() {
            return new Trouble(code, consentId, times, false);
        }
    }

    private static final class Armed {
        private final Trouble trouble;
        private int left;

        Armed(Trouble trouble) {
            this.trouble = trouble;
            this.left = trouble.times();
        }
    }

    /** All consents, the one that was fetched first at the head. */
    public List<Consent> all() {
        return known().stream().map(this::told).toList();
    }

    /** The consent of this id, the {@code consent_id} of the wire. */
    public Optional<Consent> find(String consentId) {
        return grant(consentId).map(this::told);
    }

    /** The consent that was fetched from this session. */
    public Optional<Consent> ofSession(String sessionId) {
        Grant grant;
        synchronized (this) {
            grant = bySession.get(sessionId);
        }
        return Optional.ofNullable(grant).map(this::told);
    }

    /**
     * All tokens that this consent ever handed out, oldest first; the last one is its current one.
     *
     * @throws IllegalArgumentException when there is no consent of this id
     */
    public List<String> issuedTokens(String consentId) {
        Grant grant = required(consentId);
        synchronized (grant) {
            return grant.token.issued();
        }
    }

    /** What all consents' calls came to. */
    public Counts totals() {
        return all().stream().map(Consent::counts).reduce(Counts.NONE, Counts::plus);
    }

    /**
     * The consumer withdraws the consent at the bank: from now on its calls are answered {@code CONSENT.REVOKED}.
     *
     * @throws IllegalArgumentException when there is no consent of this id
     */
    public void revoke(String consentId) {
        Grant grant = required(consentId);
        synchronized (grant) {
            grant.revoked = true;
        }
    }

    /**
     * The lifetime of the consent is over now: from now on its calls are answered {@code CONSENT.EXPIRED}.
     *
     * @throws IllegalArgumentException when there is no consent of this id
     */
    public void expire(String consentId) {
        Grant grant = required(consentId);
        synchronized (grant) {
            grant.end = clock.instant();
        }
    }

    /** Lets the bank have trouble with the next calls. Of several that fit a call, the one described first meets it. */
    public synchronized void trouble(Trouble trouble) {
        armed.add(new Armed(trouble));
    }

    synchronized void clear() {
        grants.clear();
        bySession.clear();
        transferTokens.clear();
        armed.clear();
    }

    synchronized String firstTransferToken(String transferId) {
        RotatingToken token = new RotatingToken("transfer", transferId, lenient);
        transferTokens.put(transferId, token);
        return token.latest();
    }

    synchronized @Nullable RotatingToken transferToken(String transferId) {
        return transferTokens.get(transferId);
    }

    /** The next trouble that meets a call of this consent; it is used up by being asked for. */
    synchronized Optional<Trouble> nextTrouble(String consentId) {
        for (Armed next : armed) {
            if (next.left > 0 && next.trouble.consentId().map(consentId::equals).orElse(true)) {
                next.left--;
                armed.removeIf(used -> used.left == 0);
                return Optional.of(next.trouble);
            }
        }
        return Optional.empty();
    }

    /**
     * The consent of a session. The caller holds the session's monitor.
     *
     * @throws ApiError when the session has none, or none yet
     */
    synchronized Grant grantOf(Session session) {
        ConsentScope scope = session.request.consentScope();
        boolean finished = session.flows.stream().anyMatch(flow -> flow.state == State.FINISHED);
        if (!finished
                || scope == null
                || scope.lifetime() == 0
                || scope.calls().isEmpty()
                || session.connection == Connection.FALLBACK) {
            throw ApiError.notFound("Could not request a consent token: the session has no consent");
        }
        Grant known = bySession.get(session.id);
        if (known != null) {
            return known;
        }
        Grant grant = new Grant(session, Objects.requireNonNull(session.login), scope, clock.instant(), lenient);
        bySession.put(session.id, grant);
        grants.put(grant.id, grant);
        return grant;
    }

    synchronized Optional<Grant> grant(String consentId) {
        return Optional.ofNullable(grants.get(consentId));
    }

    private Grant required(String consentId) {
        return grant(consentId)
                .orElseThrow(() -> new IllegalArgumentException("there is no consent with the id " + consentId));
    }

    private synchronized List<Grant> known() {
        return List.copyOf(grants.values());
    }

    private Consent told(Grant grant) {
        synchronized (grant) {
            return grant.toConsent(clock.instant());
        }
    }
}
