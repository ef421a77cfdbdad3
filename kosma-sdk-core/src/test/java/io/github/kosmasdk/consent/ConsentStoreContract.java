package io.github.kosmasdk.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.consent.ConsentDetails.CallWindow;
import io.github.kosmasdk.consent.ConsentDetails.LastError;
import io.github.kosmasdk.session.BankChoice;
import io.github.kosmasdk.session.ConsentScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every {@link ConsentStore} must do. Extend it in the tests of a store; they need JUnit Jupiter and AssertJ. The
 * store may hold other consents: the tests look at their own only.
 */
public abstract class ConsentStoreContract {

    private static final Instant NOW = Instant.parse("2026-11-23T10:15:30.123456Z");
    private static final Instant LATER = NOW.plusSeconds(120);

    private final String customer = UUID.randomUUID().toString();

    /** For the tests of a store. */
    protected ConsentStoreContract() {}

    /**
     * The store to test.
     *
     * @return the store, the same or another one over the same data at each call
     */
    protected abstract ConsentStore store();

    static Stream<StoredConsent> consents() {
        return Stream.of(full(), bare());
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    private static StoredConsent full() {
        return new StoredConsent(
                newId(),
                7,
                ConsentState.UNCERTAIN,
                Optional.of("ä€😀".repeat(50)),
                Optional.of("customer'; --"),
                Optional.of(BankChoice.of("DE", "88888888")),
                NOW,
                Optional.of(NOW.plusSeconds(1)),
                NOW.plusSeconds(2),
                Optional.of(new ProtectedToken(Optional.of("key-1"), "aB+/=".repeat(800))),
                Optional.of(new Lease("h".repeat(1_000), LATER, Optional.of("before"))),
                new ConsentDetails(
                        "c1",
                        Map.of("balances", new ApiLink("https://api.example/balances")),
                        Optional.of(ConsentScope.builder()
                                .accounts()
                                .balances()
                                .transactions(ConsentScope.Transactions.lastDays(90, "DE43000000005686751168"))
                                .insightsRefresh(ConsentScope.InsightsRefresh.everything())
                                .lifetimeDays(90)
                                .build()),
                        NOW.plusNanos(1),
                        41,
                        List.of(
                                new CallWindow("balances", Optional.of("a1"), List.of(NOW, LATER), Optional.of(LATER)),
                                new CallWindow("accounts", Optional.empty(), List.of(), Optional.empty())),
                        Optional.of(new LastError(NOW, "BANK", "a message")),
                        3));
    }

    private static StoredConsent bare() {
        return new StoredConsent(
                newId(),
                0,
                ConsentState.REVOKED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                NOW,
                Optional.empty(),
                NOW,
                Optional.empty(),
                Optional.empty(),
                new ConsentDetails("c1", Map.of(), Optional.empty(), NOW, 0, List.of(), Optional.empty(), 0));
    }

    private StoredConsent of(String psu, BankChoice bank, ConsentState state, Instant dueAt) {
        return new StoredConsent(
                newId(),
                0,
                state,
                Optional.of(psu),
                Optional.of(customer),
                Optional.of(bank),
                NOW,
                Optional.empty(),
                dueAt,
                Optional.of(new ProtectedToken(Optional.empty(), "token")),
                Optional.empty(),
                bare().details());
    }

    private StoredConsent plain() {
        return of("psu", BankChoice.of("DE", "88888888"), ConsentState.ACTIVE, NOW);
    }

    private StoredConsent inserted(StoredConsent consent) {
        store().insert(consent);
        return consent;
    }

    private StoredConsent found(StoredConsent consent) {
        return store().find(consent.id()).orElseThrow();
    }

    private static StoredConsent with(StoredConsent base, ConsentState state, int failedRefreshes) {
        Draft draft = new Draft(base);
        draft.state = state;
        draft.failedRefreshes = failedRefreshes;
        return draft.done();
    }

    @ParameterizedTest
    @MethodSource("consents")
    void whatWasInsertedIsFoundAsItWas(StoredConsent consent) {
        assertThat(store().find(consent.id())).isEmpty();
        store().insert(consent);
        assertThat(store().find(consent.id())).contains(consent);
    }

    @Test
    void aSecondOneWithTheSameIdIsRefusedAndTheFirstOneStays() {
        StoredConsent first = inserted(plain());
        assertThatThrownBy(() -> store().insert(with(first, ConsentState.DEAD, 9)))
                .isInstanceOf(RuntimeException.class);
        assertThat(found(first)).isEqualTo(first);
    }

    @ParameterizedTest
    @MethodSource("consents")
    void everythingButTheVersionIsReplacedAsGiven(StoredConsent consent) {
        StoredConsent old = inserted(plain());
        StoredConsent changed = new StoredConsent(
                old.id(),
                old.version(),
                consent.state(),
                old.psuReference(),
                old.customerReference(),
                old.bank(),
                old.createdAt(),
                consent.lastUseAt(),
                consent.refreshDueAt(),
                consent.token(),
                consent.lease(),
                consent.details());
        assertThat(store().update(changed)).isTrue();
        assertThat(found(old)).isEqualTo(changed.withVersion(old.version() + 1));
    }

    @Test
    void aConsentThatHasChangedIsNotReplaced() {
        StoredConsent old = inserted(plain());
        assertThat(store().update(with(old, ConsentState.UNCERTAIN, 1))).isTrue();
        StoredConsent now = found(old);

        assertThat(store().update(with(old, ConsentState.DEAD, 2))).isFalse();
        assertThat(store().update(with(now.withVersion(now.version() + 1), ConsentState.DEAD, 2)))
                .isFalse();

        assertThat(found(old)).isEqualTo(now);
    }

    @Test
    void whatIsNotThereIsNeitherReplacedNorTaken() {
        StoredConsent never = plain();
        assertThat(store().update(never)).isFalse();
        assertThat(store().acquire(never.id(), "me", NOW, LATER)).isEmpty();
        assertThat(store().find(never.id())).isEmpty();
    }

    @Test
    void aFreeLeaseIsTaken() {
        StoredConsent free = inserted(plain());
        StoredConsent taken = store().acquire(free.id(), "me", NOW, LATER).orElseThrow();
        assertThat(taken)
                .isEqualTo(free.withLease(Optional.of(new Lease("me", LATER, Optional.empty())))
                        .withVersion(free.version() + 1));
        assertThat(found(free)).isEqualTo(taken);
    }

    @Test
    void aLeaseHoldsUntilItsTimeIsOver() {
        StoredConsent free = inserted(plain());
        StoredConsent taken = store().acquire(free.id(), "me", NOW, LATER).orElseThrow();

        assertThat(store().acquire(free.id(), "you", LATER.minusNanos(1_000), LATER.plusSeconds(1)))
                .isEmpty();
        assertThat(store().acquire(free.id(), "me", NOW, LATER)).isEmpty();
        assertThat(found(free)).isEqualTo(taken);

        assertThat(store().acquire(free.id(), "you", LATER, LATER.plusSeconds(1))
                        .orElseThrow()
                        .lease())
                .contains(new Lease("you", LATER.plusSeconds(1), Optional.of("me")));
    }

    @Test
    void whoWasLateCannotReplaceWhatTheNextOneTook() {
        StoredConsent free = inserted(plain());
        StoredConsent mine = store().acquire(free.id(), "me", NOW, LATER).orElseThrow();
        StoredConsent yours =
                store().acquire(free.id(), "you", LATER, LATER.plusSeconds(1)).orElseThrow();

        assertThat(store().update(with(mine, ConsentState.DEAD, 1).withLease(Optional.empty())))
                .isFalse();
        assertThat(found(free)).isEqualTo(yours);
        assertThat(store().update(yours.withLease(Optional.empty()))).isTrue();
    }

    @Test
    void aLeaseThatWasGivenBackWasAbandonedByNobody() {
        StoredConsent free = inserted(plain());
        StoredConsent mine = store().acquire(free.id(), "me", NOW, LATER).orElseThrow();
        assertThat(store().update(mine.withLease(Optional.empty()))).isTrue();
        assertThat(store().acquire(free.id(), "you", NOW, LATER).orElseThrow().lease())
                .contains(new Lease("you", LATER, Optional.empty()));
    }

    @Test
    void aListIsNarrowedByEachPartOfItsQuery() {
        BankChoice here = BankChoice.of("DE", "88888888");
        StoredConsent first = inserted(of("psu-1", here, ConsentState.ACTIVE, NOW));
        StoredConsent second = inserted(of("psu-2", here, ConsentState.UNCERTAIN, NOW.plusSeconds(10)));
        StoredConsent third =
                inserted(of("psu-2", BankChoice.of("AT", "88888888"), ConsentState.REVOKED, NOW.plusSeconds(20)));
        inserted(bare());

        assertThat(ids(query())).containsExactlyInAnyOrder(first.id(), second.id(), third.id());
        assertThat(ids(query().psuReference("psu-2"))).containsExactlyInAnyOrder(second.id(), third.id());
        assertThat(ids(query().psuReference("psu-%"))).isEmpty();
        assertThat(ids(query().bank(here))).containsExactlyInAnyOrder(first.id(), second.id());
        assertThat(ids(query().bank(BankChoice.of("DE", "1")))).isEmpty();
        assertThat(ids(query().states(ConsentState.REVOKED))).containsExactly(third.id());
        assertThat(ids(query().states(ConsentState.ACTIVE, ConsentState.UNCERTAIN)))
                .containsExactlyInAnyOrder(first.id(), second.id());
        assertThat(ids(query().refreshDueBy(NOW.minusSeconds(1)))).isEmpty();
        assertThat(ids(query().refreshDueBy(NOW.plusSeconds(10)))).containsExactlyInAnyOrder(first.id(), second.id());
        assertThat(ids(query().psuReference("psu-2").bank(here).refreshDueBy(NOW.plusSeconds(20))))
                .containsExactly(second.id());
        assertThat(ids(ConsentQuery.builder().customerReference(newId()))).isEmpty();
    }

    private ConsentQuery.Builder query() {
        return ConsentQuery.builder().customerReference(customer);
    }

    private List<String> ids(ConsentQuery.Builder query) {
        return store().list(query.build()).stream().map(StoredConsent::id).toList();
    }

    @Test
    void aListGivesConsentsAsTheyAre() {
        StoredConsent consent = inserted(plain());
        assertThat(store().list(query().build())).containsExactly(consent);
    }

    @Test
    void consentsAreCountedByTheirState() {
        Map<ConsentState, Long> before = store().countByState();
        inserted(of("psu-1", BankChoice.of("DE", "88888888"), ConsentState.REVOKED, NOW));
        inserted(of("psu-2", BankChoice.of("DE", "88888888"), ConsentState.REVOKED, NOW));
        inserted(of("psu-2", BankChoice.of("DE", "88888888"), ConsentState.DEAD, NOW));
        Map<ConsentState, Long> after = store().countByState();
        for (ConsentState state : ConsentState.values()) {
            long more = state == ConsentState.REVOKED ? 2 : state == ConsentState.DEAD ? 1 : 0;
            assertThat(after.getOrDefault(state, 0L)).as(state.name()).isEqualTo(before.getOrDefault(state, 0L) + more);
        }
    }

    @Test
    void aListThatReachedItsLimitGoesOn() {
        List<String> inserted = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            inserted.add(inserted(plain()).id());
        }
        List<String> listed = new ArrayList<>(ids(query().limit(4)));
        assertThat(listed).hasSize(4);
        for (int i = 0; i < 3; i++) {
            listed.addAll(ids(query().limit(4).afterId(listed.get(listed.size() - 1))));
        }
        assertThat(listed).containsExactlyInAnyOrderElementsOf(inserted);
        assertThat(ids(query())).isEqualTo(listed);
    }

    @Test
    void ofManyThatTryAtOnceOneGetsTheLease() throws Exception {
        for (int round = 0; round < 10; round++) {
            StoredConsent free = inserted(plain());
            List<Optional<StoredConsent>> taken =
                    atOnce(8, thread -> store().acquire(free.id(), "t" + thread, NOW, LATER));
            assertThat(taken).filteredOn(Optional::isPresent).hasSize(1);
            assertThat(found(free).version()).isEqualTo(free.version() + 1);
        }
    }

    @Test
    void noChangeIsLostAmongMany() throws Exception {
        StoredConsent consent = inserted(plain());
        int changes = 20;
        atOnce(4, thread -> {
            for (int done = 0; done < changes; ) {
                StoredConsent now = found(consent);
                done += store().update(with(
                                now, ConsentState.ACTIVE, now.details().failedRefreshes() + 1))
                        ? 1
                        : 0;
            }
            return thread;
        });
        assertThat(found(consent).details().failedRefreshes()).isEqualTo(4 * changes);
        assertThat(found(consent).version()).isEqualTo(consent.version() + 4 * changes);
    }

    private interface Work<T> {
        T of(int thread);
    }

    private static <T> List<T> atOnce(int threads, Work<T> work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<T>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                tasks.add(() -> work.of(thread));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> result : executor.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }
}
