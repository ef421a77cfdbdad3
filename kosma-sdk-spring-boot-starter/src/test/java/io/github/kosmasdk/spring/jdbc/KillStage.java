package io.github.kosmasdk.spring.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.PollingPolicy;
import io.github.kosmasdk.ResiliencePolicy;
import io.github.kosmasdk.account.AccountsRequest;
import io.github.kosmasdk.account.AccountsResult;
import io.github.kosmasdk.consent.ConsentOrigin;
import io.github.kosmasdk.consent.ConsentQuery;
import io.github.kosmasdk.consent.ConsentState;
import io.github.kosmasdk.consent.ConsentVault;
import io.github.kosmasdk.consent.StoredConsent;
import io.github.kosmasdk.error.KosmaConsentException;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.faults.TcpFaultProxy;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.session.BankChoice;
import io.github.kosmasdk.session.ConsentScope;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionRequest;
import io.github.kosmasdk.spring.ConsumerLogin;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** What a kill test needs: the bank, the database, a proxy before each, and two nodes. */
final class KillStage implements AutoCloseable {

    private static final Psu CONSUMER = new Psu("consumer", "203.0.113.17");
    private static final int NODES = 2;
    /** A node is killed in the midst of one of so many calls. */
    private static final int MOST_CALLS_OF_A_NODE = 20;

    private static final int UNLIMITED = 1_000_000;
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(60);

    private final int consents;
    private final KosmaPlayground playground;
    private final TcpFaultProxy bank;
    private final TcpFaultProxy database;
    private final BankWire wire = new BankWire();
    private final BankBooks books;
    private final HikariDataSource direct;
    private final JdbcClient sql;
    private final JdbcConsentStore store;
    private final KosmaClient kosma;
    private final ConsentVault vault;
    private final List<String> nodeArguments;
    private final List<String> ids = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Node> running = new ArrayList<>();
    private final KillReport report = new KillReport();
    private final ConsentOrigin origin;
    private final Map<String, String> vaultIds = new ConcurrentHashMap<>();
    private final AtomicLong refreshes = new AtomicLong();
    private final SessionRequest request = SessionRequest.builder(CONSUMER)
            .selectedBank(BankChoice.of("DE", "88888888"))
            .consentScope(ConsentScope.builder()
                    .accounts()
                    .balances()
                    .transactions()
                    .lifetimeDays(90)
                    .build())
            .build();

    KillStage(EmbeddedPostgres postgres, boolean lenient, int consents) {
        this.consents = consents;
        KosmaPlayground.Builder settings = KosmaPlayground.builder().formKeys(2).unattendedCallsPerDay(UNLIMITED);
        playground = lenient ? settings.lenientConsentTokens().start() : settings.start();
        books = new BankBooks(playground);
        bank = TcpFaultProxy.to("127.0.0.1", playground.baseUrl().getPort());
        bank.tap(wire);
        URI xs2a = URI.create("http://127.0.0.1:" + bank.port());
        playground.linkTo(xs2a, playground.authBaseUrl());
        database = TcpFaultProxy.to("127.0.0.1", postgres.getPort());
        direct = new HikariDataSource(pool(postgres.getPort()));
        sql = JdbcClient.create(direct);
        prepareTables();
        origin = ConsentOrigin.of(request);
        store = new JdbcConsentStore(direct);
        kosma = KosmaClient.builder()
                .environment(xs2a, playground.authBaseUrl())
                .token(playground.token())
                .userAgent("test")
                .resilience(ResiliencePolicy.STANDARD.withoutCircuitBreaker())
                .polling(new PollingPolicy(Duration.ofMillis(5), Duration.ofMillis(20)))
                .build();
        vault = KillWorker.vault(kosma, direct, ConsentVault.DEFAULT_LEASE);
        nodeArguments = List.of(
                xs2a.toString(),
                playground.authBaseUrl().toString(),
                url(database.port()),
                sql.sql("SELECT split_part(pg_read_file('postmaster.pid'), chr(10), 1)")
                        .query(String.class)
                        .single());
    }

    private static HikariConfig pool(int port) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(url(port));
        pool.setMaximumPoolSize(4);
        return pool;
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres&connectTimeout=2&socketTimeout=5";
    }

    /** The table of the store, empty, and two that keep what happens in it. */
    private void prepareTables() {
        new ResourceDatabasePopulator(new ClassPathResource("kosma/sql/schema-postgresql.sql")).execute(direct);
        sql.sql("DROP TABLE IF EXISTS happened").update();
        sql.sql("CREATE TABLE happened (what TEXT NOT NULL)").update();
        sql.sql("DROP TABLE IF EXISTS stored").update();
        sql.sql("CREATE TABLE stored (id TEXT NOT NULL, consent_id TEXT NOT NULL, token TEXT NOT NULL)")
                .update();
        sql.sql("DELETE FROM kosma_consent").update();
        sql.sql("""
                CREATE OR REPLACE FUNCTION note_what_happened() RETURNS trigger AS $$
                BEGIN
                    IF NEW.lease_abandoned_by IS NOT NULL AND NEW.lease_holder IS DISTINCT FROM OLD.lease_holder THEN
                        INSERT INTO happened VALUES ('TAKEOVER');
                    END IF;
                    IF NEW.state <> OLD.state THEN
                        INSERT INTO happened VALUES (NEW.state);
                    END IF;
                    IF NEW.token IS NOT NULL AND NEW.token IS DISTINCT FROM OLD.token THEN
                        INSERT INTO stored VALUES (NEW.id, NEW.details::json ->> 'consent_id', NEW.token);
                    END IF;
                    RETURN NULL;
                END $$ LANGUAGE plpgsql""").update();
        sql.sql("""
                CREATE OR REPLACE TRIGGER what_happened AFTER UPDATE ON kosma_consent
                FOR EACH ROW EXECUTE FUNCTION note_what_happened()""").update();
    }

    /** Ends after so many kills, or with the one that is under way when the time is over. */
    KillReport run(int kills, Duration atMost) throws Exception {
        giveConsents();
        letConnectionsBreak();
        ScheduledExecutorService background = Executors.newScheduledThreadPool(2);
        background.scheduleWithFixedDelay(books::read, 0, 500, TimeUnit.MILLISECONDS);
        background.scheduleWithFixedDelay(this::refreshWhatEnded, 0, 100, TimeUnit.MILLISECONDS);
        try {
            report.put("nodes killed", killAtRandom(kills, System.nanoTime() + atMost.toNanos()));
        } finally {
            background.shutdown();
        }
        if (!background.awaitTermination(60, TimeUnit.SECONDS)) {
            report.violation("the consumers do not come to an end");
        }
        bank.clear();
        database.clear();
        for (Node node : running) {
            if (!node.stop()) {
                report.violation(node.name + " did not stop when it was told to");
            }
        }
        Awaitility.await().atMost(SETTLED_WITHIN).until(this::isEveryLeaseOver);
        count();
        KillReport atRest = new KillReport();
        verdict(atRest).judgeStored("at rest", report, stored());
        atRest.violations().forEach(report::violation);
        useEachOnceMore();
        verdict(report).judgeStored("after one more call", report, stored());
        report.put("most calls at once with one consent", wire.mostAtOnce());
        wire.overlaps()
                .forEach(overlap -> report.violation("two calls with one consent were under way at once: " + overlap));
        if (report.count(Verdict.CUT) > bank.traffic().cuts()) {
            report.violation("more answers were lost than connections cut");
        }
        return report;
    }

    private void giveConsents() throws Exception {
        ExecutorService consumers = Executors.newFixedThreadPool(4);
        try {
            List<Future<String>> given = new ArrayList<>();
            for (int i = 0; i < consents; i++) {
                given.add(consumers.submit(
                        () -> vault.store(loggedIn(kosma.sessions().start(request)), origin)));
            }
            for (Future<String> id : given) {
                ids.add(id.get());
                noteConsentId(id.get());
            }
        } finally {
            consumers.shutdownNow();
        }
    }

    private Session loggedIn(Session session) {
        FlowStatus<AccountsResult> started = kosma.accounts().startAccounts(session, AccountsRequest.ALL);
        ConsumerLogin.of(kosma, started.flow());
        kosma.flows().await(started.flow(), Duration.ofSeconds(20)).resultOrThrow();
        return session;
    }

    private void noteConsentId(String id) {
        vaultIds.put(store.find(id).orElseThrow().details().consentId(), id);
    }

    private void letConnectionsBreak() {
        bank.toClient().cutWithin(2_000_000);
        bank.toServer().cutWithin(100_000);
        database.toClient().cutWithin(500_000);
        database.toServer().cutWithin(500_000);
    }

    private int killAtRandom(int kills, long end) throws InterruptedException {
        Random dice = new Random();
        for (int i = 0; i < NODES; i++) {
            running.add(newNode());
        }
        int killed = 0;
        while (killed == 0 || (killed < kills && System.nanoTime() < end)) {
            int victim = dice.nextInt(NODES);
            running.get(victim).awaitCalls(1 + dice.nextInt(MOST_CALLS_OF_A_NODE));
            running.get(victim).kill();
            running.set(victim, newNode());
            killed++;
        }
        for (Node node : running) {
            node.awaitCalls(1);
        }
        return killed;
    }

    private Node newNode() {
        List<String> arguments = new ArrayList<>(nodeArguments);
        arguments.add(String.join(",", ids));
        Node node = new Node("node-" + nodes.size(), arguments);
        nodes.add(node);
        return node;
    }

    /** The consumers whose consents ended log in again. */
    private void refreshWhatEnded() {
        ConsentQuery ended =
                ConsentQuery.builder().states(ConsentState.DEAD).limit(10).build();
        for (StoredConsent consent : store.list(ended)) {
            try {
                vault.completeRefresh(consent.id(), loggedIn(vault.refresh(consent.id(), CONSUMER)));
                refreshes.incrementAndGet();
            } catch (KosmaException cutOff) {
                // the next round tries again
            } finally {
                noteConsentId(consent.id());
            }
        }
    }

    private List<StoredConsent> stored() {
        return store.list(ConsentQuery.builder().limit(10_000).build());
    }

    private boolean isEveryLeaseOver() {
        Instant now = Instant.now();
        return stored().stream()
                .noneMatch(consent -> consent.lease()
                        .filter(lease -> lease.until().isAfter(now))
                        .isPresent());
    }

    private void useEachOnceMore() {
        for (StoredConsent consent : stored()) {
            if (consent.state().usable()) {
                try {
                    vault.attended(consent.id(), CONSUMER).accounts();
                } catch (KosmaConsentException ended) {
                    // its token was superseded by a lost answer, or the verdict says otherwise
                }
            }
        }
    }

    private Verdict verdict(KillReport counts) {
        books.read();
        return new Verdict(counts, wire.calls(), books, everStored(), nodes, vaultIds);
    }

    /** Every token that was ever stored after a call, whatever became of the node that did it. */
    private Set<String> everStored() {
        return sql.sql("SELECT id, consent_id, token FROM stored")
                .query((row, number) -> Verdict.reveal(row.getString(1), row.getString(2), row.getString(3)))
                .set();
    }

    private void count() {
        report.put("consents", consents);
        report.put("connections to the bank cut", bank.traffic().cuts());
        report.put("connections to the database cut", database.traffic().cuts());
        for (Node node : nodes) {
            node.outcomes().forEach((outcome, count) -> report.add("calls of nodes that ended: " + outcome, count));
        }
        report.put("leases taken over", happened("TAKEOVER"));
        report.put("turned uncertain", happened("UNCERTAIN"));
        report.put("ended", happened("DEAD"));
        report.put("refreshed by the consumer", refreshes.get());
    }

    private long happened(String what) {
        return sql.sql("SELECT count(*) FROM happened WHERE what = ?")
                .param(what)
                .query(Long.class)
                .single();
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
        kosma.close();
        direct.close();
        database.close();
        bank.close();
        playground.close();
    }
}
