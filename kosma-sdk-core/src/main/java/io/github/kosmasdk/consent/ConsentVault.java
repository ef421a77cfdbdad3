package io.github.kosmasdk.consent;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.consent.ConsentDetails.CallWindow;
import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaStoreException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.error.RotatedTokens;
import io.github.kosmasdk.internal.Blocking;
import io.github.kosmasdk.internal.http.Departure;
import io.github.kosmasdk.session.ConsentScope;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Keeps consents, and uses them so that no token is lost: one call at a time with each consent, over all threads and all
 * nodes that share the store; the next token stored before anyone sees the data or the exception of a call; a token that
 * was replaced never sent again. Safe for any number of threads; make one, keep it, and close it before its client.
 *
 * <pre>{@code
 * ConsentVault vault = ConsentVault.builder(kosma, store)
 *         .tokenProtection(TokenProtection.aesGcm("2026-11", key))
 *         .build();
 * String id = vault.store(session, ConsentOrigin.of(request).psuReference("psu-17"));
 * AccountsResult accounts = vault.unattended(id).accounts();
 * }</pre>
 *
 * <p>The vault repeats no call by itself. When an answer is lost, the consent is {@link ConsentState#UNCERTAIN}: the token
 * may be used up or not, and the next call finds out with the same one. A thread that is interrupted stops waiting: its
 * call is not sent, or goes on when it has been sent already, and its token is stored.
 */
public final class ConsentVault implements AutoCloseable {

    /** How many unattended calls of one kind for one account are allowed in 24 hours when nothing else was said. */
    public static final int DEFAULT_UNATTENDED_LIMIT = 4;

    /** How long a call holds its consent at most when nothing else was said. */
    public static final Duration DEFAULT_LEASE = Duration.ofMinutes(2);

    /** How long a call waits for its turn when nothing else was said. */
    public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(30);

    /** How much longer than a call its lease is at least: for its connection to be gone after the deadline, and for the store. */
    private static final Duration LEAST_MARGIN = Duration.ofSeconds(5);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    private static final Duration FIRST_STORE_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(1);
    private static final Duration TIME_TO_PROLONG = Duration.ofSeconds(2);
    private static final int TRIES_BEFORE_A_CALL = 2;
    private static final int TRIES_AFTER_A_CALL = 9;
    private static final int MOST_RACES_LOST = 1_000;

    private final KosmaClient client;
    private final ReactiveConsentsClient consents;
    private final ConsentStore store;
    private final TokenProtection protection;
    private final Clock clock;
    private final Scheduler timer;
    private final Quota quota;
    private final Duration lease;
    private final Duration patience;
    private final Map<String, LongAdder> quotaRefusals = new ConcurrentHashMap<>();
    private final Set<Sinks.Empty<Void>> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private ConsentVault(Builder builder, TokenProtection protection) {
        this.client = builder.client;
        this.consents = client.reactive().consents();
        this.store = builder.store;
        this.protection = protection;
        this.clock = builder.clock;
        this.timer = consents.timer();
        this.quota = new Quota(builder.unattendedLimit);
        this.lease = builder.lease;
        this.patience = builder.patience;
    }

    /**
     * Starts building a vault.
     *
     * @param client makes the calls
     * @param store keeps the consents
     * @return the builder
     */
    public static Builder builder(KosmaClient client, ConsentStore store) {
        return new Builder(client, store);
    }

    /**
     * Fetches the consent of a session and stores it, once one of its flows has finished and before it is closed. Every
     * fetch makes the token before it invalid; so when the vault has the consent already, its token is fetched anew while
     * no call with it is under way. The consent keeps its id then, and where it comes from is what was said first.
     *
     * @param session the session; that of a refresh goes to {@link #completeRefresh}
     * @param origin where it comes from
     * @return its id in the vault, the same every time
     * @throws KosmaException when it cannot be fetched or stored; then try again, the session gives it anew
     * @throws KosmaUsageException when the vault has it already, and it was revoked here, or refreshed
     */
    public String store(Session session, ConsentOrigin origin) {
        return Blocking.await(storing(session, origin));
    }

    Mono<String> storing(Session session, ConsentOrigin origin) {
        return storing(Mono.defer(() -> consents.fetch(session)), origin);
    }

    /**
     * Stores a consent. From now on use it through the vault only. When the vault has it already, it takes the token, if that
     * was fetched anew; the consent keeps its id then, and where it comes from is what was said first.
     *
     * @param consent the consent, fetched a moment ago and not used yet
     * @param origin where it comes from
     * @return its id in the vault, the same every time
     * @throws KosmaStoreException when the store fails; then try again
     * @throws KosmaUsageException when the vault has it already, and it was revoked here, or refreshed
     */
    public String store(Consent consent, ConsentOrigin origin) {
        return Blocking.await(storing(Mono.just(consent), origin));
    }

    /** One that is there already is fetched once more in its turn: so of several at the same time, the last has the token. */
    Mono<String> storing(Mono<Consent> latest, ConsentOrigin origin) {
        return toTheEnd(waits -> latest.flatMap(consent -> {
            String id = idOf(consent);
            return step("A new consent could not be stored", TRIES_AFTER_A_CALL, () -> insert(id, consent, origin))
                    .flatMap(done -> done ? Mono.just(id) : storingAgain(id, latest));
        }));
    }

    /** Made of the service's id, so that the store never has one consent twice. */
    private static String idOf(Consent consent) {
        return UUID.nameUUIDFromBytes(consent.consentId().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** Whether it is stored now; a step that failed may have been done all the same. */
    private boolean insert(String id, Consent consent, ConsentOrigin origin) {
        StoredConsent stored = stored(id, consent, origin);
        try {
            store.insert(stored);
            return true;
        } catch (RuntimeException e) {
            StoredConsent present = store.find(id).orElseThrow(() -> e);
            requireNotRevoked(present);
            if (!present.details().consentId().equals(consent.consentId())) {
                throw new KosmaUsageException(
                        "Consent " + id + " was refreshed since this one was given: use it by its id,"
                                + " or complete another refresh");
            }
            return present.details().fetched().equals(stored.details().fetched());
        }
    }

    private StoredConsent stored(String id, Consent consent, ConsentOrigin origin) {
        Instant now = now();
        return new StoredConsent(
                id,
                0,
                ConsentState.ACTIVE,
                origin.psuReference(),
                origin.customerReference(),
                origin.bank(),
                now,
                Optional.empty(),
                now,
                Optional.of(protection.protect(id, consent.consentId(), consent.consentToken())),
                Optional.empty(),
                new ConsentDetails(
                        consent.consentId(),
                        consent.consents(),
                        origin.scope(),
                        now,
                        0,
                        List.of(),
                        Optional.empty(),
                        0,
                        Map.of(),
                        Optional.of(consent.consentToken().fingerprint())));
    }

    private Mono<String> storingAgain(String id, Mono<Consent> latest) {
        String holder = UUID.randomUUID().toString();
        String trouble = "The new token of consent " + id + " could not be stored";
        return acquire(id, holder, timer.now(TimeUnit.MILLISECONDS), FIRST_PAUSE)
                .flatMap(held -> latest.flatMap(
                                consent -> step(trouble, TRIES_AFTER_A_CALL, () -> renew(id, holder, consent)))
                        .onErrorResume(failure -> step(trouble, TRIES_AFTER_A_CALL, () -> giveBackUncertain(id, holder))
                                .onErrorComplete()
                                .then(Mono.error(failure))))
                .thenReturn(id);
    }

    private boolean renew(String id, String holder, Consent consent) {
        ProtectedToken token = protection.protect(id, consent.consentId(), consent.consentToken());
        Optional<String> fetched = Optional.of(consent.consentToken().fingerprint());
        boolean renewed = tryToChange(id, stored -> isHeldBy(stored, holder), draft -> {
            draft.state = ConsentState.ACTIVE;
            draft.links = consent.consents();
            draft.fetched = fetched;
            draft.rotate(token);
            draft.lastError = Optional.empty();
            draft.failedRefreshes = 0;
            draft.refreshDueAt = now();
            draft.lease = Optional.empty();
        });
        if (!renewed && !existing(id).details().fetched().equals(fetched)) {
            throw new ConsentBusyException(
                    "Consent " + id + " was changed by others while its new token was fetched: try again");
        }
        return true;
    }

    /** The token of a fetch that brought nothing may have made the stored one invalid. */
    private boolean giveBackUncertain(String id, String holder) {
        return tryToChange(id, stored -> isHeldBy(stored, holder), draft -> {
            draft.lease = Optional.empty();
            if (draft.state == ConsentState.ACTIVE) {
                draft.state = ConsentState.UNCERTAIN;
            }
        });
    }

    /**
     * Keeps the token of a transfer that was made in the session of a consent, so that its state can be asked with {@link
     * ConsentCalls#transferState}. The transfer's result has both, where the bank gives them.
     *
     * @param id the consent's id in the vault
     * @param transferId the transfer
     * @param transferToken its latest token; from now on the vault has the next ones
     * @throws KosmaUsageException when the vault does not have the consent, or it has come to its end
     * @throws KosmaStoreException when the store fails
     */
    public void keepTransfer(String id, String transferId, TransferToken transferToken) {
        change(
                id,
                stored -> {
                    requireUsable(stored);
                    return true;
                },
                draft -> draft.transfers.put(transferId, protect(id, draft.consentId, transferId, transferToken)));
    }

    /**
     * Lists consents, whatever their state.
     *
     * @param query which
     * @return the consents, up to the limit of the query
     * @throws KosmaStoreException when the store fails
     */
    public List<ConsentRecord> list(ConsentQuery query) {
        return reading(() -> store.list(query)).stream().map(this::record).toList();
    }

    /**
     * Looks at a consent.
     *
     * @param id its id in the vault
     * @return what is known of it, empty when the vault does not have it
     * @throws KosmaStoreException when the store fails
     */
    public Optional<ConsentRecord> inspect(String id) {
        return reading(() -> store.find(id)).map(this::record);
    }

    /**
     * Counts the consents, by one query over all of them: not more often than a dashboard needs it.
     *
     * @return how many there are in each state, of all states
     * @throws KosmaStoreException when the store fails
     */
    public Map<ConsentState, Long> countByState() {
        Map<ConsentState, Long> counts = new EnumMap<>(ConsentState.class);
        for (ConsentState state : ConsentState.values()) {
            counts.put(state, 0L);
        }
        counts.putAll(reading(store::countByState));
        return counts;
    }

    /**
     * How many unattended calls this vault has refused since it was made, because the quota of their consent was used up.
     *
     * @return how many, by kind of call; of all kinds that can be refused
     */
    public Map<String, Long> quotaRefusals() {
        Map<String, Long> counts = new TreeMap<>();
        ConsentCall.KINDS.forEach(kind -> counts.put(kind, 0L));
        quotaRefusals.forEach((kind, refusals) -> counts.put(kind, refusals.sum()));
        return counts;
    }

    /**
     * The same vault for reactive code.
     *
     * @return its reactive face
     */
    public ReactiveConsentVault reactive() {
        return new ReactiveConsentVault(this);
    }

    /**
     * The calls with a consent in the background, counted against its quota.
     *
     * @param id its id in the vault
     * @return the calls
     */
    public ConsentCalls unattended(String id) {
        return new ConsentCalls(reactive().unattended(id));
    }

    /**
     * The calls with a consent while the consumer is present and wants them.
     *
     * @param id its id in the vault
     * @param psu the consumer, as of now
     * @return the calls; make new ones for each request of the consumer
     */
    public ConsentCalls attended(String id, Psu psu) {
        return new ConsentCalls(reactive().attended(id, psu));
    }

    /**
     * Revokes a consent: destroys its token, so that no further call is possible. The record stays. A call that is under
     * way ends as it ends, but its token is not stored. The bank is not told: the service has no way to do that.
     *
     * @param id its id in the vault
     * @throws KosmaUsageException when the vault does not have it
     * @throws KosmaStoreException when the store fails
     */
    public void revoke(String id) {
        change(id, stored -> true, draft -> {
            draft.end(ConsentState.REVOKED);
            draft.lease = Optional.empty();
        });
    }

    /**
     * Starts the session of a refresh: the same scope, the same bank.
     *
     * @param id the consent's id in the vault
     * @param psu the consumer, as of now
     * @return the session; let the consumer log in with any flow, then call {@link #completeRefresh}
     * @throws KosmaUsageException when the vault does not have it, does not know its scope, or it was revoked here
     * @throws KosmaException when the session cannot be started
     */
    public Session refresh(String id, Psu psu) {
        return refresh(id, psu, builder -> builder);
    }

    /**
     * Starts the session of a refresh: the same scope, the same bank.
     *
     * @param id the consent's id in the vault
     * @param psu the consumer, as of now
     * @param more sets what else the session needs, such as the URL to return to
     * @return the session; let the consumer log in with any flow, then call {@link #completeRefresh}
     * @throws KosmaUsageException when the vault does not have it, does not know its scope, or it was revoked here
     * @throws KosmaException when the session cannot be started
     */
    public Session refresh(String id, Psu psu, UnaryOperator<SessionRequest.Builder> more) {
        return Blocking.await(refreshing(id, psu, more));
    }

    Mono<Session> refreshing(String id, Psu psu, UnaryOperator<SessionRequest.Builder> more) {
        return working(() -> more.apply(refreshRequest(id, psu)).build())
                .flatMap(request -> client.reactive().sessions().start(request));
    }

    private SessionRequest.Builder refreshRequest(String id, Psu psu) {
        StoredConsent stored = reading(() -> existing(id));
        requireNotRevoked(stored);
        ConsentScope scope = stored.details()
                .scope()
                .orElseThrow(() -> new KosmaUsageException("The scope of consent " + id
                        + " is not known, as it was stored without: start a session yourself, and complete the refresh"
                        + " with it"));
        SessionRequest.Builder request = SessionRequest.builder(psu).consentScope(scope);
        stored.bank().ifPresent(request::selectedBank);
        return request;
    }

    /**
     * Ends a refresh: fetches the consent of the session, and puts it in the place of the old one, whose token is
     * destroyed. Its lifetime and its quota begin anew.
     *
     * @param id the consent's id in the vault
     * @param session the session, one of whose flows has finished
     * @throws KosmaUsageException when the vault does not have it, or it was revoked here
     * @throws KosmaException when the new consent cannot be fetched or stored; the old one is as it was, and you can try
     *     again
     */
    public void completeRefresh(String id, Session session) {
        Blocking.run(completing(id, session));
    }

    Mono<Void> completing(String id, Session session) {
        return toTheEnd(waits -> working(() -> reading(() -> existing(id)))
                .doOnNext(ConsentVault::requireNotRevoked)
                .then(consents.fetch(session))
                .flatMap(consent -> working(() -> {
                    replace(id, consent);
                    return id;
                }))
                .then());
    }

    private void replace(String id, Consent consent) {
        ProtectedToken token = protection.protect(id, consent.consentId(), consent.consentToken());
        Instant now = now();
        boolean replaced = change(id, stored -> stored.state() != ConsentState.REVOKED, draft -> {
            draft.state = ConsentState.ACTIVE;
            draft.consentId = consent.consentId();
            draft.links = consent.consents();
            draft.since = now;
            draft.rotate(token);
            draft.windows = List.of();
            draft.lastError = Optional.empty();
            draft.failedRefreshes = 0;
            draft.transfers.clear();
            draft.fetched = Optional.of(consent.consentToken().fingerprint());
            draft.refreshDueAt = now;
            draft.lease = Optional.empty();
        });
        if (!replaced) {
            throw new ConsentUnusableException(id, ConsentState.REVOKED);
        }
    }

    /**
     * Encrypts every token anew that is not encrypted with the current key. Calls can go on meanwhile.
     *
     * @return how many it was
     * @throws TokenProtectionException when one cannot be read with the keys of this vault; those before it are done
     * @throws KosmaStoreException when the store fails
     */
    public int protectAgain() {
        int count = 0;
        Predicate<StoredConsent> isDue =
                stored -> Stream.concat(stored.token().stream(), stored.details().transfers().values().stream())
                        .anyMatch(token -> !protection.isCurrent(token));
        ConsentQuery query = ConsentQuery.ALL;
        for (List<StoredConsent> page = page(query); !page.isEmpty(); page = page(query)) {
            for (StoredConsent due : page.stream().filter(isDue).toList()) {
                change(due.id(), isDue, draft -> {
                    draft.token = draft.token.map(token -> protection.protect(
                            due.id(), draft.consentId, protection.reveal(due.id(), draft.consentId, token)));
                    draft.transfers.replaceAll((transferId, token) -> protect(
                            due.id(),
                            draft.consentId,
                            transferId,
                            reveal(due.id(), draft.consentId, transferId, token)));
                });
                count++;
            }
            query = ConsentQuery.builder()
                    .afterId(page.get(page.size() - 1).id())
                    .build();
        }
        return count;
    }

    /**
     * Waits for the calls that are under way, so that the token of each is stored, at most for the time of a lease. Calls that
     * were not sent yet, and later ones, are refused. Close a vault before its client and its store; Spring Boot does.
     */
    @Override
    public void close() {
        closed = true;
        Mono.whenDelayError(underWay.stream().map(Sinks.Empty::asMono).toList())
                .timeout(lease, Mono.empty())
                .block();
    }

    List<StoredConsent> page(ConsentQuery query) {
        return reading(() -> store.list(query));
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    <R> Mono<R> call(String id, ConsentCall<R> call, Optional<Psu> psu) {
        return Mono.defer(() -> {
            if (closed) {
                throw new KosmaUsageException("This vault is closed: make one and keep it for as long as you need it");
            }
            String holder = UUID.randomUUID() + (call.counted() && psu.isEmpty() ? " " + purpose(call) : "");
            Sinks.Empty<Void> end = Sinks.empty();
            underWay.add(end);
            return toTheEnd(waits -> acquire(id, holder, timer.now(TimeUnit.MILLISECONDS), FIRST_PAUSE)
                    .flatMap(held -> use(held, call, psu, () -> waits.getAsBoolean() && !closed))
                    .doFinally(signal -> {
                        underWay.remove(end);
                        end.tryEmitEmpty();
                    }));
        });
    }

    /**
     * What goes on to its end once it has begun, so that no token is lost: who cancels only stops listening. The work is
     * told whether somebody still waits for it. Where nobody does, only the failure that lost a token is still told, to
     * Reactor's hook for dropped errors.
     */
    private static <T> Mono<T> toTheEnd(Function<BooleanSupplier, Mono<T>> work) {
        return Mono.deferContextual(context -> {
            AtomicBoolean waits = new AtomicBoolean(true);
            CompletableFuture<T> result = work.apply(waits::get)
                    .onErrorComplete(failure -> !waits.get() && !(failure instanceof KosmaStoreException))
                    .contextWrite(context)
                    .toFuture();
            return Mono.fromFuture(result, true).doOnCancel(() -> waits.set(false));
        });
    }

    /** Work with the store, on a thread that may block, and never interrupted in the middle. */
    static <T> Mono<T> working(Callable<T> work) {
        return toTheEnd(waits -> Blocking.elsewhere(work));
    }

    /** Takes turns: asks again and again, ever more seldom, until the consent is free or the patience is over. */
    private Mono<StoredConsent> acquire(String id, String holder, long start, Duration pause) {
        return step("The lease of consent " + id + " could not be taken", TRIES_BEFORE_A_CALL, () -> take(id, holder))
                .flatMap(taken -> {
                    if (taken.isPresent()) {
                        return Mono.just(taken.get());
                    }
                    if (timer.now(TimeUnit.MILLISECONDS) - start >= patience.toMillis()) {
                        return Mono.error(new ConsentBusyException(
                                "Consent " + id + " is in use: another call with it did not end within " + patience));
                    }
                    Duration longer =
                            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                    return Mono.delay(pause, timer).then(acquire(id, holder, start, longer));
                });
    }

    /** A step that failed may have been done all the same: then the lease is there already. */
    private Optional<StoredConsent> take(String id, String holder) {
        Instant now = now();
        Optional<StoredConsent> taken = store.acquire(id, holder, now, now.plus(lease));
        if (taken.isPresent()) {
            return taken.flatMap(held -> withAbandoned(held, holder));
        }
        StoredConsent other = existing(id);
        requireUsable(other);
        return withAbandoned(other, holder);
    }

    /**
     * Whoever had the lease before never told what became of its call: it may have used up the token, and the quota. That is
     * stored before the next call begins, which may not tell either.
     */
    private Optional<StoredConsent> withAbandoned(StoredConsent present, String holder) {
        if (!isHeldBy(present, holder)) {
            return Optional.empty();
        }
        if (present.lease().flatMap(Lease::abandonedBy).isEmpty()) {
            return Optional.of(present);
        }
        StoredConsent counted = countingAbandoned(present);
        return store.update(counted)
                ? Optional.of(counted.withVersion(counted.version() + 1))
                : store.find(present.id()).flatMap(changed -> withAbandoned(changed, holder));
    }

    private StoredConsent countingAbandoned(StoredConsent held) {
        Draft draft = new Draft(held);
        held.lease().flatMap(Lease::abandonedBy).ifPresent(before -> {
            if (draft.state.usable()) {
                draft.state = ConsentState.UNCERTAIN;
            }
            String[] parts = before.split(" ", 3);
            if (parts.length > 1) {
                draft.windows = Quota.counted(
                        draft.windows, parts[1], Optional.ofNullable(parts.length > 2 ? parts[2] : null), now());
            }
        });
        draft.lease = held.lease().map(own -> new Lease(own.holder(), own.until(), Optional.empty()));
        return draft.done();
    }

    private <R> Mono<R> use(StoredConsent known, ConsentCall<R> call, Optional<Psu> psu, BooleanSupplier waits) {
        AtomicReference<@Nullable Departure> departure = new AtomicReference<>();
        AtomicReference<@Nullable ConsentAccess> used = new AtomicReference<>();
        Mono<ConsentAnswer<R>> answer = Mono.defer(() -> {
            if (!waits.getAsBoolean()) {
                throw new KosmaUsageException("Nobody waits for this call any more");
            }
            ConsentAccess access = access(known, call, psu);
            used.set(access);
            return consents.call(withTransferToken(known, call), access, psu, departure::set);
        });
        return answer.materialize().publishOn(Schedulers.boundedElastic()).flatMap(signal -> {
            CallOutcome outcome = outcome(signal, call, used.get());
            Optional<ProtectedToken> token = outcome.token()
                    .map(next -> protection.protect(known.id(), known.details().consentId(), next));
            Optional<ProtectedToken> transferToken = nextTransferToken(signal)
                    .flatMap(next -> call.transferId()
                            .map(transferId ->
                                    protect(known.id(), known.details().consentId(), transferId, next)));
            return isOver(outcome, departure.get())
                    .flatMap(over -> step(
                            "The next token of consent " + known.id() + " could not be stored",
                            TRIES_AFTER_A_CALL,
                            () -> over
                                    ? settle(known, call, psu.isPresent(), outcome, token, transferToken)
                                    : prolong(known)))
                    .onErrorMap(
                            KosmaStoreException.class,
                            failure -> withTokens(failure, outcome, nextTransferToken(signal)))
                    .then(result(signal));
        });
    }

    /**
     * Whether no byte of a call can leave any more. Where that does not show soon, the lease begins anew: nobody else may use
     * the token while its request can still go out, so the call counts as abandoned when that lease is over.
     */
    private Mono<Boolean> isOver(CallOutcome outcome, @Nullable Departure departure) {
        return departure == null || !outcome.mayBeUnderWay()
                ? Mono.just(true)
                : departure.over().thenReturn(true).timeout(LONGEST_FAREWELL, Mono.just(false), timer);
    }

    private boolean prolong(StoredConsent known) {
        String holder = known.lease().map(Lease::holder).orElseThrow();
        Instant until = now().plus(lease);
        return tryToChange(
                known.id(),
                stored -> isHeldBy(stored, holder),
                draft -> draft.lease = Optional.of(new Lease(holder, until, Optional.empty())));
    }

    private static <R> CallOutcome outcome(
            Signal<ConsentAnswer<R>> signal, ConsentCall<R> call, @Nullable ConsentAccess used) {
        ConsentAnswer<R> answer = signal.get();
        if (answer == null) {
            return CallOutcome.failed(Objects.requireNonNull(signal.getThrowable()));
        }
        return !call.alwaysBringsAToken() && answer.next().equals(used)
                ? CallOutcome.answeredWithoutToken()
                : CallOutcome.answered(answer.next().consentToken());
    }

    private static <R> Mono<R> result(Signal<ConsentAnswer<R>> signal) {
        ConsentAnswer<R> answer = signal.get();
        return answer == null ? Mono.error(Objects.requireNonNull(signal.getThrowable())) : Mono.just(answer.result());
    }

    private static <R> Optional<TransferToken> nextTransferToken(Signal<ConsentAnswer<R>> signal) {
        ConsentAnswer<R> answer = signal.get();
        if (answer == null) {
            return CallOutcome.tokens(Objects.requireNonNull(signal.getThrowable()))
                    .transferToken()
                    .map(TransferToken::new);
        }
        return answer.result() instanceof TransferStateResult state ? state.transferToken() : Optional.empty();
    }

    private static KosmaStoreException withTokens(
            KosmaStoreException failure, CallOutcome outcome, Optional<TransferToken> transferToken) {
        KosmaStoreException told = new KosmaStoreException(
                failure.getMessage(),
                Objects.requireNonNull(failure.getCause()),
                new RotatedTokens(outcome.token().map(ConsentToken::value), transferToken.map(TransferToken::value)));
        if (outcome.failure() != null) {
            told.addSuppressed(outcome.failure());
        }
        return told;
    }

    /** Everything that can be refused before a call is sent. */
    private ConsentAccess access(StoredConsent known, ConsentCall<?> call, Optional<Psu> psu) {
        requireUsable(known);
        Instant now = now();
        requireLeaseForACall(known, now);
        requireNotSuspended(known, now);
        requireGranted(known, call);
        if (psu.isEmpty()) {
            quota.nextFree(known.details().windows(), call.kind(), call.accountId(), now)
                    .ifPresent(free -> {
                        quotaRefusals
                                .computeIfAbsent(call.kind(), kind -> new LongAdder())
                                .increment();
                        throw new ConsentQuotaException(known.id(), call.kind(), free, now);
                    });
        }
        ProtectedToken token = known.token().orElseThrow(() -> new ConsentUnusableException(known.id(), known.state()));
        return new ConsentAccess(
                known.details().consentId(),
                protection.reveal(known.id(), known.details().consentId(), token),
                known.details().links());
    }

    /** The transfer's token goes with the call that is about it. */
    private <R> ConsentCall<R> withTransferToken(StoredConsent known, ConsentCall<R> call) {
        return call.transferId()
                .map(transferId -> {
                    ProtectedToken token = known.details().transfers().get(transferId);
                    if (token == null) {
                        throw new KosmaUsageException("Consent " + known.id() + " has no token for the transfer "
                                + transferId + ": keep it with keepTransfer when the transfer is made; it is gone when"
                                + " the service refused it");
                    }
                    return call.with(reveal(known.id(), known.details().consentId(), transferId, token));
                })
                .orElse(call);
    }

    private ProtectedToken protect(String id, String consentId, String transferId, TransferToken token) {
        return protection.protect(id, transfer(consentId, transferId), new ConsentToken(token.value()));
    }

    private TransferToken reveal(String id, String consentId, String transferId, ProtectedToken token) {
        return new TransferToken(
                protection.reveal(id, transfer(consentId, transferId), token).value());
    }

    /** A transfer's token is bound to its transfer, so that it cannot be taken for that of another, or of the consent. */
    private static String transfer(String consentId, String transferId) {
        return consentId.length() + ":" + consentId + transferId;
    }

    private static String purpose(ConsentCall<?> call) {
        return call.kind() + call.accountId().map(account -> " " + account).orElse("");
    }

    /**
     * Stores what a call came to and gives the lease back. When the consent has changed since the lease was taken, because
     * its time was over or somebody revoked or refreshed it, the token is stored only where it is newer than what is there:
     * that of whoever has the lease always is, as the calls before had ended when its own began.
     */
    private boolean settle(
            StoredConsent known,
            ConsentCall<?> call,
            boolean attended,
            CallOutcome outcome,
            Optional<ProtectedToken> token,
            Optional<ProtectedToken> transferToken) {
        String holder = known.lease().map(Lease::holder).orElseThrow();
        Instant now = now();
        StoredConsent base = known;
        for (int i = 0; i < MOST_RACES_LOST; i++) {
            boolean mine = isHeldBy(base, holder);
            boolean newer = isStillOf(known, base) && (isUsedTokenIn(known, base) || (mine && token.isPresent()));
            if (!mine && (!newer || token.isEmpty())) {
                return true;
            }
            Draft draft = new Draft(base);
            if (newer) {
                call.transferId().ifPresent(transferId -> rotate(draft, transferId, transferToken, outcome));
                outcome.into(draft, call, attended, token, now);
            }
            if (mine) {
                draft.lease = Optional.empty();
            }
            if (store.update(draft.done())) {
                return true;
            }
            Optional<StoredConsent> present = store.find(known.id());
            if (present.isEmpty()) {
                return true;
            }
            base = present.get();
        }
        throw new IllegalStateException("The store refuses every change of consent " + known.id());
    }

    /** An error that brings the next token of the consent, but none of the transfer, has ended the latter. */
    private static void rotate(Draft draft, String transferId, Optional<ProtectedToken> next, CallOutcome outcome) {
        if (next.isPresent()) {
            draft.transfers.put(transferId, next.get());
        } else if (outcome.failure() instanceof KosmaApiException && outcome.effect() == CallOutcome.Effect.ROTATED) {
            draft.transfers.remove(transferId);
        }
    }

    private static boolean isStillOf(StoredConsent used, StoredConsent stored) {
        return stored.state() != ConsentState.REVOKED
                && stored.details().consentId().equals(used.details().consentId());
    }

    /** Whether the token that is stored is still the one that the call was made with. */
    private static boolean isUsedTokenIn(StoredConsent used, StoredConsent stored) {
        return stored.details().rotations() == used.details().rotations();
    }

    private static boolean isHeldBy(StoredConsent consent, String holder) {
        return consent.lease().map(Lease::holder).filter(holder::equals).isPresent();
    }

    /** Changes a consent whatever goes on with it, unless it is not as it should be; says whether it did. */
    boolean change(String id, Predicate<StoredConsent> condition, Consumer<Draft> change) {
        return reading(() -> tryToChange(id, condition, change));
    }

    /** The same as a step that can be tried again: what the store throws comes as it is. */
    private boolean tryToChange(String id, Predicate<StoredConsent> condition, Consumer<Draft> change) {
        for (int i = 0; i < MOST_RACES_LOST; i++) {
            StoredConsent stored = existing(id);
            if (!condition.test(stored)) {
                return false;
            }
            Draft draft = new Draft(stored);
            change.accept(draft);
            if (store.update(draft.done())) {
                return true;
            }
        }
        throw new IllegalStateException("The store refuses every change of consent " + id);
    }

    private StoredConsent existing(String id) {
        return store.find(id).orElseThrow(() -> new KosmaUsageException("The vault has no consent with the id " + id));
    }

    private static void requireUsable(StoredConsent stored) {
        if (!stored.state().usable()) {
            throw new ConsentUnusableException(stored.id(), stored.state());
        }
    }

    /** A slow store can give a lease of which too little is left: the call would outlast it, and another node step in. */
    private void requireLeaseForACall(StoredConsent held, Instant now) {
        Instant end = now.plus(consents.deadline()).plus(LONGEST_FAREWELL).plus(TIME_TO_PROLONG);
        if (held.lease().filter(own -> own.until().isBefore(end)).isPresent()) {
            throw new ConsentBusyException(
                    "Consent " + held.id() + " was not used: the store took so long that too little"
                            + " of the lease of " + lease
                            + " is left for a call. Try again; if that happens often, make the lease"
                            + " longer");
        }
    }

    private static void requireNotSuspended(StoredConsent stored, Instant now) {
        if (stored.state() == ConsentState.SUSPENDED) {
            stored.lastUseAt()
                    .map(refused -> refused.plus(KosmaApiException.EARLIEST_CONSENT_RETRY))
                    .filter(now::isBefore)
                    .ifPresent(until -> {
                        throw new ConsentUnusableException(stored.id(), until, now);
                    });
        }
    }

    /** The others need a link of the consent; whether there is one for this was never published, so the scope decides. */
    private static void requireGranted(StoredConsent stored, ConsentCall<?> call) {
        if (call.isInsightsRefresh()
                && !stored.details().links().containsKey(call.kind())
                && stored.details()
                        .scope()
                        .filter(scope -> scope.insightsRefresh().isEmpty())
                        .isPresent()) {
            throw new KosmaUsageException("This consent does not grant '" + call.kind()
                    + "': ask for it in the consent scope of the session, and let the consumer log in again");
        }
    }

    private static void requireNotRevoked(StoredConsent stored) {
        if (stored.state() == ConsentState.REVOKED) {
            throw new ConsentUnusableException(stored.id(), ConsentState.REVOKED);
        }
    }

    private <T> Mono<T> step(String trouble, int tries, Callable<T> step) {
        return Blocking.elsewhere(step)
                .retryWhen(Retry.backoff(tries - 1L, FIRST_STORE_PAUSE)
                        .scheduler(timer)
                        .filter(failure -> !(failure instanceof KosmaException))
                        .onRetryExhaustedThrow((spec, signal) -> signal.failure()))
                .onErrorMap(
                        failure -> !(failure instanceof KosmaException),
                        failure -> failed(trouble, failure, RotatedTokens.NONE));
    }

    private static <T> T reading(Callable<T> step) {
        try {
            return step.call();
        } catch (KosmaException e) {
            throw e;
        } catch (Exception e) {
            throw failed("The store of consents failed", e, RotatedTokens.NONE);
        }
    }

    private static KosmaStoreException failed(String trouble, Throwable cause, RotatedTokens tokens) {
        return new KosmaStoreException(
                trouble + ": the store failed with " + cause.getClass().getSimpleName(), cause, tokens);
    }

    ConsentRecord record(StoredConsent stored) {
        Instant now = now();
        ConsentDetails details = stored.details();
        OptionalInt lifetime = details.scope().map(ConsentScope::lifetime).orElse(OptionalInt.empty());
        return new ConsentRecord(
                stored.id(),
                stored.state(),
                stored.psuReference(),
                stored.customerReference(),
                stored.bank(),
                details.links().keySet(),
                details.since(),
                lifetime,
                lifetime.isEmpty()
                        ? Optional.empty()
                        : Optional.of(details.since().plus(lifetime.getAsInt(), ChronoUnit.DAYS)),
                stored.lastUseAt(),
                details.lastError(),
                stored.refreshDueAt(),
                stored.lease().filter(held -> held.until().isAfter(now)).isPresent(),
                quota.limit(),
                details.windows().stream().map(window -> usage(window, now)).toList());
    }

    private ConsentRecord.Usage usage(CallWindow window, Instant now) {
        return new ConsentRecord.Usage(
                window.call(),
                window.accountId(),
                quota.left(window, now),
                quota.nextFree(window, now).orElse(now));
    }

    /** Collects the settings. Only the protection of the tokens is required. */
    public static final class Builder {
        private final KosmaClient client;
        private final ConsentStore store;
        private @Nullable TokenProtection protection;
        private Clock clock = Clock.systemUTC();
        private int unattendedLimit = DEFAULT_UNATTENDED_LIMIT;
        private Duration lease = DEFAULT_LEASE;
        private Duration patience = DEFAULT_PATIENCE;

        private Builder(KosmaClient client, ConsentStore store) {
            this.client = Objects.requireNonNull(client, "client");
            this.store = Objects.requireNonNull(store, "store");
        }

        /**
         * Sets how tokens are protected in the store.
         *
         * @param protection the protection
         * @return this
         */
        public Builder tokenProtection(TokenProtection protection) {
            this.protection = Objects.requireNonNull(protection, "protection");
            return this;
        }

        /**
         * Sets the clock, which the quota and the leases go by. The clocks of all nodes should agree to a few seconds.
         *
         * @param clock left out, the system's
         * @return this
         */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Sets how many unattended calls of one kind for one account are made in 24 hours at most.
         *
         * @param calls left out, {@value ConsentVault#DEFAULT_UNATTENDED_LIMIT}
         * @return this
         * @throws KosmaUsageException when it is less than 1
         */
        public Builder unattendedLimit(int calls) {
            if (calls < 1) {
                throw new KosmaUsageException("The limit of unattended calls is at least 1, not " + calls);
            }
            this.unattendedLimit = calls;
            return this;
        }

        /**
         * Sets how long a call holds its consent at most: after that time another node takes over, as if this one had
         * crashed.
         *
         * @param lease longer than the deadline of the client, by 5 s at least, and by as much as the store may take and the
         *     clocks of nodes may differ; left out, 2 minutes
         * @return this
         */
        public Builder lease(Duration lease) {
            this.lease = Objects.requireNonNull(lease, "lease");
            return this;
        }

        /**
         * Sets how long a call waits for another one with the same consent to end.
         *
         * @param patience left out, 30 s; zero fails at once
         * @return this
         */
        public Builder patience(Duration patience) {
            this.patience = Objects.requireNonNull(patience, "patience");
            return this;
        }

        /**
         * Builds the vault.
         *
         * @return the vault
         * @throws KosmaUsageException when the protection is missing, or the lease is not 5 s longer than the deadline of the
         *     client
         */
        public ConsentVault build() {
            if (protection == null) {
                throw new KosmaUsageException("A vault needs to know how to protect tokens: give it a key with"
                        + " TokenProtection.aesGcm(...), or write down with TokenProtection.none(...) that they are stored"
                        + " in the clear");
            }
            Duration deadline = client.reactive().consents().deadline();
            Duration least = deadline.plus(LEAST_MARGIN);
            if (lease.compareTo(least) < 0) {
                throw new KosmaUsageException(
                        "The lease of " + lease + " is too short for calls with a deadline of " + deadline
                                + ": another node would take over a call that is still under way. Make it " + least
                                + " at least, or the deadline shorter");
            }
            return new ConsentVault(this, protection);
        }
    }
}
