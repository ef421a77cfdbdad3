package io.github.kosmasdk.spring.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.consent.ConsentDetails;
import io.github.kosmasdk.consent.ConsentQuery;
import io.github.kosmasdk.consent.ConsentState;
import io.github.kosmasdk.consent.ConsentStore;
import io.github.kosmasdk.consent.ConsentStoreContract;
import io.github.kosmasdk.consent.Lease;
import io.github.kosmasdk.consent.ProtectedToken;
import io.github.kosmasdk.consent.StoredConsent;
import io.github.kosmasdk.session.BankChoice;
import io.github.kosmasdk.session.ConsentScope;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the store does on each database beyond what every store does. */
abstract class JdbcConsentStoreContract extends ConsentStoreContract {

    private static final Instant NOW = Instant.parse("2026-03-01T10:15:30.123456Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    private DataSource dataSource;
    private JdbcConsentStore store;

    abstract DataSource dataSource();

    abstract String schema();

    @Override
    protected ConsentStore store() {
        return store;
    }

    @BeforeEach
    void emptyTable() {
        dataSource = dataSource();
        ResourceDatabasePopulator schema = new ResourceDatabasePopulator(new ClassPathResource(schema()));
        schema.execute(dataSource);
        schema.execute(dataSource);
        JdbcClient.create(dataSource).sql("DELETE FROM kosma_consent").update();
        store = new JdbcConsentStore(dataSource);
    }

    @Test
    void everythingComesBackAsItWasGiven() {
        StoredConsent full = full(UUID.randomUUID().toString());
        StoredConsent bare = bare("bare");
        store.insert(full);
        store.insert(bare);
        assertThat(store.find(full.id())).contains(full);
        assertThat(store.find("bare")).contains(bare);
        assertThat(store.find("other")).isEmpty();
    }

    @Test
    void anUpdateReplacesEverythingButIdAndCreation() {
        StoredConsent before = bare("one");
        store.insert(before);
        StoredConsent full = full("one");
        StoredConsent changed = new StoredConsent(
                "one",
                before.version(),
                full.state(),
                full.psuReference(),
                full.customerReference(),
                full.bank(),
                LATER,
                full.lastUseAt(),
                full.refreshDueAt(),
                full.token(),
                full.lease(),
                full.details());
        assertThat(store.update(changed)).isTrue();
        assertThat(store.find("one")).contains(full.withVersion(before.version() + 1));
        assertThat(store.update(changed)).isFalse();
    }

    @Test
    void aSecondConsentWithTheSameIdIsRefused() {
        store.insert(bare("one"));
        StoredConsent second = full("one");
        assertThatThrownBy(() -> store.insert(second)).isInstanceOf(DuplicateKeyException.class);
        assertThat(store.find("one")).contains(bare("one"));
    }

    @Test
    void theOrderOfIdsIsTheOneOfTheirCharacters() {
        for (String id : List.of("b", "B", "a-1", "a1", "A", "_")) {
            store.insert(bare(id));
        }
        assertThat(store.list(ConsentQuery.ALL))
                .extracting(StoredConsent::id)
                .containsExactly("A", "B", "_", "a-1", "a1", "b");
        assertThat(store.list(ConsentQuery.builder().afterId("B").limit(2).build()))
                .extracting(StoredConsent::id)
                .containsExactly("_", "a-1");
    }

    @Test
    void aListIsNarrowedByEverythingAtOnce() {
        store.insert(full("full"));
        store.insert(bare("bare"));
        ConsentQuery query = ConsentQuery.builder()
                .psuReference("psu-1")
                .customerReference("customer-1")
                .bank(BankChoice.of("DE", "88888888"))
                .states(ConsentState.UNCERTAIN, ConsentState.DEAD)
                .refreshDueBy(LATER)
                .afterId("a")
                .build();
        assertThat(store.list(query)).extracting(StoredConsent::id).containsExactly("full");
    }

    @Test
    void ofManyThatTryAtOnceOneGetsTheLease() throws Exception {
        store.insert(bare("one"));
        int callers = 8;
        CyclicBarrier together = new CyclicBarrier(callers);
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            for (int round = 0; round < 20; round++) {
                Instant now = NOW.plusSeconds(60L * round);
                List<Future<Optional<StoredConsent>>> tries = new ArrayList<>();
                for (int caller = 0; caller < callers; caller++) {
                    String holder = "holder-" + caller;
                    tries.add(threads.submit(() -> {
                        together.await();
                        return store.acquire("one", holder, now, now.plusSeconds(60));
                    }));
                }
                int got = 0;
                for (Future<Optional<StoredConsent>> result : tries) {
                    got += result.get().isPresent() ? 1 : 0;
                }
                assertThat(got).isEqualTo(1);
            }
            assertThat(store.find("one").orElseThrow().version()).isEqualTo(20);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aLeaseThatIsOverIsTakenAndTellsWhoLeftIt() {
        store.insert(bare("one"));
        StoredConsent first = store.acquire("one", "first", NOW, LATER).orElseThrow();
        assertThat(first).isEqualTo(bare("one").withVersion(1).withLease(lease("first", LATER, null)));
        assertThat(store.acquire("one", "second", LATER.minusNanos(1_000), LATER))
                .isEmpty();
        StoredConsent second =
                store.acquire("one", "second", LATER, LATER.plusSeconds(60)).orElseThrow();
        assertThat(second.lease()).isEqualTo(lease("second", LATER.plusSeconds(60), "first"));
        assertThat(store.update(first.withLease(Optional.empty()))).isFalse();
        assertThat(store.update(second.withLease(Optional.empty()))).isTrue();
        assertThat(store.acquire("one", "third", NOW, LATER).orElseThrow().lease())
                .isEqualTo(lease("third", LATER, null));
    }

    @Test
    void aRollbackOfTheCallerTakesNothingBack() {
        for (DataSource given : List.of(dataSource, new TransactionAwareDataSourceProxy(dataSource))) {
            JdbcConsentStore own = new JdbcConsentStore(given);
            String id = UUID.randomUUID().toString();
            JdbcClient client = JdbcClient.create(dataSource);
            new TransactionTemplate(new DataSourceTransactionManager(dataSource)).executeWithoutResult(status -> {
                client.sql("DELETE FROM kosma_consent WHERE id = 'none'").update();
                own.insert(bare(id));
                assertThat(own.acquire(id, "first", NOW, LATER)).isPresent();
                assertThat(TransactionSynchronizationManager.isActualTransactionActive())
                        .isTrue();
                assertThat(TransactionSynchronizationManager.hasResource(dataSource))
                        .isTrue();
                status.setRollbackOnly();
            });
            assertThat(store.find(id).orElseThrow().lease()).isEqualTo(lease("first", LATER, null));
        }
    }

    @Test
    void connectionsThatDoNotCommitByThemselvesAreMadeTo() {
        JdbcConsentStore own = new JdbcConsentStore(new DelegatingDataSource(dataSource) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                connection.setAutoCommit(false);
                return connection;
            }
        });
        own.insert(bare("one"));
        assertThat(store.find("one")).isPresent();
    }

    @Test
    void aGoodCallTakesTwoConnectionsForTwoStatementsAndAllAreGivenBack() {
        AtomicInteger taken = new AtomicInteger();
        JdbcConsentStore counted = new JdbcConsentStore(new DelegatingDataSource(dataSource) {
            @Override
            public Connection getConnection() throws SQLException {
                taken.incrementAndGet();
                return super.getConnection();
            }
        });
        counted.insert(bare("one"));
        taken.set(0);
        StoredConsent held = counted.acquire("one", "first", NOW, LATER).orElseThrow();
        assertThat(counted.update(held.withLease(Optional.empty()))).isTrue();
        assertThat(taken).hasValue(2);
    }

    private static StoredConsent bare(String id) {
        return new StoredConsent(
                id,
                0,
                ConsentState.ACTIVE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                NOW,
                Optional.empty(),
                LATER,
                Optional.empty(),
                Optional.empty(),
                new ConsentDetails("consent", Map.of(), Optional.empty(), NOW, 0, List.of(), Optional.empty(), 0));
    }

    private static StoredConsent full(String id) {
        return new StoredConsent(
                id,
                7,
                ConsentState.UNCERTAIN,
                Optional.of("psu-1"),
                Optional.of("customer-1"),
                Optional.of(BankChoice.of("DE", "88888888")),
                NOW,
                Optional.of(NOW.plusSeconds(1)),
                LATER,
                Optional.of(new ProtectedToken(Optional.of("key-1"), "x".repeat(4_000))),
                lease("h".repeat(1_000), LATER, "somebody"),
                new ConsentDetails(
                        "consent",
                        Map.of("accounts", new ApiLink("https://api.example/accounts")),
                        Optional.of(ConsentScope.builder()
                                .accounts()
                                .transactions(ConsentScope.Transactions.lastDays(90))
                                .lifetimeDays(90)
                                .build()),
                        NOW,
                        41,
                        List.of(new ConsentDetails.CallWindow(
                                "balances", Optional.of("account-1"), List.of(NOW, LATER), Optional.of(LATER))),
                        Optional.of(new ConsentDetails.LastError(NOW, "CONSENT.LIMIT_EXCEEDED", "Zu oft – später")),
                        2));
    }

    private static Optional<Lease> lease(String holder, Instant until, String abandonedBy) {
        return Optional.of(new Lease(holder, until, Optional.ofNullable(abandonedBy)));
    }
}
