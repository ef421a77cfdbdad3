package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.Consent.Counts;
import io.github.kosmasdk.playground.Consent.State;
import io.github.kosmasdk.playground.Session.Login;
import io.github.kosmasdk.playground.SessionRequest.ConsentScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A consent and what it still allows. Guarded by its own monitor, but for {@link #enter}. */
final class Grant {
    private static final Duration QUOTA_WINDOW = Duration.ofHours(24);

    final String id = Ids.next();
    final Session session;
    final Login login;
    final ConsentScope scope;
    final RotatingToken token;
    final Map<String, Listing> listings = new HashMap<>();
    List<Account> accounts;
    boolean revoked;
    boolean troubled;
    Instant end;

    private final Instant since;
    private final Map<Use, Deque<Instant>> unattended = new HashMap<>();
    private final Map<String, Long> refused = new TreeMap<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private boolean fetched;
    private long calls;
    private long succeeded;
    private long supersededSent;
    private long supersededAccepted;

    /** What the quota is counted by. */
    private record Use(String number, FlowType call) {}

    Grant(Session session, Login login, ConsentScope scope, Instant since, boolean lenient) {
        this.session = session;
        this.login = login;
        this.scope = scope;
        this.since = since;
        this.end = since.plus(Duration.ofDays(scope.lifetime()));
        this.accounts = login.accounts();
        this.token = new RotatingToken("consent", id, lenient);
    }

    /** A request arrives; what is returned is to be run when its answer is handed over. */
    Runnable enter() {
        mostAtOnce.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        return underWay::decrementAndGet;
    }

    /** A new token; the first time, the first one. */
    String fetch() {
        String fresh = fetched ? token.next() : token.latest();
        fetched = true;
        return fresh;
    }

    void called() {
        calls++;
    }

    void succeeded() {
        succeeded++;
    }

    void refused(ApiError error) {
        refused.merge(error.code(), 1L, Long::sum);
    }

    /** @throws ApiError without a next token, when the consent or this token is no longer good */
    void use(String sent, Instant now) {
        boolean superseded = token.isSuperseded(sent);
        if (superseded) {
            supersededSent++;
        }
        switch (state(now)) {
            case REVOKED ->
                throw new ApiError(400, "CONSENT.REVOKED", "The consumer withdrew the consent at the bank", List.of());
            case EXPIRED ->
                throw new ApiError(400, "CONSENT.EXPIRED", "The lifetime of the consent is over", List.of());
            case ACTIVE -> {
                if (!token.accepts(sent)) {
                    throw new ApiError(400, "CONSENT", "The consent token is not the latest one", List.of());
                }
            }
        }
        if (superseded) {
            supersededAccepted++;
        }
    }

    /**
     * Counts one more call without the consumer.
     *
     * @param number the account's number, or nothing where a call is for all accounts
     * @throws ApiError without a next token, when there were that many in the last 24 hours
     */
    void countUnattended(String number, FlowType call, int most, Instant now) {
        Deque<Instant> uses = unattended.computeIfAbsent(new Use(number, call), key -> new ArrayDeque<>());
        Instant forgotten = now.minus(QUOTA_WINDOW);
        while (!uses.isEmpty() && !uses.getFirst().isAfter(forgotten)) {
            uses.removeFirst();
        }
        if (uses.size() >= most) {
            throw new ApiError(
                    400,
                    "CONSENT.LIMIT_EXCEEDED",
                    "The consent was used " + most + " times in 24 hours without the consumer",
                    List.of());
        }
        uses.addLast(now);
    }

    Optional<Account> account(String accountId) {
        return accounts.stream()
                .filter(account -> account.id().equals(accountId))
                .findFirst();
    }

    Consent toConsent(Instant now) {
        return new Consent(
                id,
                session.id,
                login.user(),
                Collections.unmodifiableSet(scope.calls()),
                since,
                end,
                state(now),
                token.latest(),
                new Counts(
                        calls,
                        succeeded,
                        Collections.unmodifiableMap(new TreeMap<>(refused)),
                        token.count(),
                        supersededSent,
                        supersededAccepted,
                        mostAtOnce.get()));
    }

    private State state(Instant now) {
        if (revoked) {
            return State.REVOKED;
        }
        return now.isBefore(end) ? State.ACTIVE : State.EXPIRED;
    }
}
