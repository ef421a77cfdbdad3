package io.github.kosmasdk.spring.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.kosmasdk.consent.ConsentQuery;
import io.github.kosmasdk.consent.ConsentState;
import io.github.kosmasdk.consent.ConsentVault;
import io.github.kosmasdk.consent.TokenProtection;
import io.github.kosmasdk.consent.TokenProtection.PlainText;
import io.github.kosmasdk.consent.TokenProtectionException;
import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.playground.Consent;
import io.github.kosmasdk.playground.Consents.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** What encryption gives to the tokens of a vault over a database: against thieves, wrong keys and the change of a key. */
abstract class TokensAtRestContract {

    private static final TokenProtection OLD = TokenProtection.aesGcm("old", key(1));
    private static final TokenProtection NEW = TokenProtection.aesGcm("new", key(2));
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final SimulatedBank bank = new SimulatedBank();
    private DataSource dataSource;
    private JdbcClient table;

    abstract DataSource dataSource();

    abstract String schema();

    /** What somebody who took a copy of the database has, by the way it was taken; bytes as characters. */
    abstract Map<String, List<String>> copies() throws Exception;

    @BeforeEach
    void emptyTable() {
        dataSource = dataSource();
        new ResourceDatabasePopulator(new ClassPathResource(schema())).execute(dataSource);
        table = JdbcClient.create(dataSource);
        table.sql("DELETE FROM kosma_consent").update();
    }

    @AfterEach
    void closeBank() {
        bank.close();
    }

    private static String key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return Base64.getEncoder().encodeToString(key);
    }

    private ConsentVault vault(TokenProtection protection) {
        return ConsentVault.builder(bank.kosma(), new JdbcConsentStore(dataSource))
                .tokenProtection(protection)
                .build();
    }

    private List<String> newConsents(ConsentVault vault, int count) {
        return IntStream.range(0, count).mapToObj(i -> bank.newConsent(vault)).toList();
    }

    private static void use(ConsentVault vault, String id) {
        assertThat(vault.attended(id, SimulatedBank.PSU).accounts().accounts()).isNotEmpty();
    }

    private List<String> keyIds() {
        return table.sql("SELECT DISTINCT token_key_id FROM kosma_consent")
                .query(String.class)
                .list();
    }

    private List<Map<String, Object>> rows() {
        return table.sql("SELECT id, state, token, token_key_id FROM kosma_consent ORDER BY id")
                .query()
                .listOfRows();
    }

    /** The parts of all tokens that the bank ever gave out that are not the same in all of them. */
    private List<String> partsOfAllTokens() {
        return bank.consents().all().stream()
                .flatMap(consent -> bank.consents().issuedTokens(consent.id()).stream())
                .flatMap(token -> Arrays.stream(token.split("\\.")).skip(1))
                .toList();
    }

    static List<String> filesUnder(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(TokensAtRestContract::content)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException goneMeanwhile) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A life as it can be: tokens of answers, of errors, and of a consent that was revoked. */
    private void live(ConsentVault vault) {
        List<String> ids = newConsents(vault, 3);
        for (String id : ids) {
            use(vault, id);
            bank.consents().trouble(Trouble.of("BANK"));
            assertThatThrownBy(() -> use(vault, id)).isInstanceOf(KosmaApiException.class);
        }
        use(vault, ids.get(0));
        vault.revoke(ids.get(2));
    }

    @Test
    void noCopyOfTheDatabaseShowsAToken() throws Exception {
        live(vault(OLD));
        List<String> parts = partsOfAllTokens();
        assertThat(parts).hasSizeGreaterThanOrEqualTo(20);
        copies().forEach((way, texts) -> assertThat(texts)
                .as(way)
                .isNotEmpty()
                .noneMatch(text -> parts.stream().anyMatch(text::contains)));
    }

    @Test
    void withoutEncryptionEveryCopyShowsThem() throws Exception {
        live(vault(TokenProtection.none(PlainText.I_ACCEPT_THAT_TOKENS_ARE_STORED_IN_THE_CLEAR)));
        List<String> current = rows().stream()
                .map(row -> (String) row.get("token"))
                .filter(token -> token != null)
                .toList();
        assertThat(current).hasSize(2);
        copies().forEach((way, texts) ->
                assertThat(current).as(way).allMatch(token -> texts.stream().anyMatch(text -> text.contains(token))));
    }

    @Test
    void aWrongKeyIsAClearErrorThatDestroysNothing() {
        List<String> ids = newConsents(vault(OLD), 3);
        ids.forEach(id -> use(vault(OLD), id));
        List<Map<String, Object>> before = rows();
        long calls = bank.consents().totals().calls();

        ConsentVault otherBytes = vault(TokenProtection.aesGcm("old", key(3)));
        ConsentVault otherName = vault(NEW);
        ConsentVault inTheClear = vault(TokenProtection.none(PlainText.I_ACCEPT_THAT_TOKENS_ARE_STORED_IN_THE_CLEAR));
        for (String id : ids) {
            for (ConsentVault wrong : List.of(otherBytes, otherName, inTheClear)) {
                assertThatThrownBy(() -> use(wrong, id))
                        .isInstanceOf(TokenProtectionException.class)
                        .hasMessageContaining(id)
                        .hasMessageContaining("'old'")
                        .hasMessageContaining("Nothing was changed");
                assertThatThrownBy(() -> wrong.unattended(id).accounts()).isInstanceOf(TokenProtectionException.class);
            }
        }
        assertThatThrownBy(otherName::protectAgain).isInstanceOf(TokenProtectionException.class);
        assertThatThrownBy(inTheClear::protectAgain).isInstanceOf(TokenProtectionException.class);

        assertThat(rows()).isEqualTo(before);
        assertThat(bank.consents().totals().calls()).isEqualTo(calls);
        ids.forEach(id -> use(vault(OLD), id));
        assertThat(vault(OLD).list(ConsentQuery.ALL))
                .allSatisfy(consent -> assertThat(consent.state()).isEqualTo(ConsentState.ACTIVE));
    }

    /** The steps of docs/consents.md, on two nodes that are deployed one after the other while both are used. */
    @Test
    void aKeyIsChangedUnderLoadAndNothingIsLost() throws Exception {
        List<String> idle = newConsents(vault(OLD), 4);
        List<String> busy = newConsents(vault(OLD), 8);
        Load load = new Load(busy, 2);
        try {
            load.deploy(vault(OLD));
            load.start();
            load.deploy(vault(OLD.readingKey("new", key(2))));
            assertThat(keyIds()).containsExactly("old");
            load.deploy(vault(NEW.readingKey("old", key(1))));
            assertThat(load.nodes.get(0).vault.protectAgain()).isGreaterThanOrEqualTo(idle.size());
            assertThat(keyIds()).containsExactly("new");
            load.deploy(vault(NEW));
        } finally {
            load.stop();
        }
        idle.forEach(id -> use(vault(NEW), id));
        busy.forEach(id -> use(vault(NEW), id));
        assertThat(vault(NEW).protectAgain()).isZero();
        Consent.Counts counts = bank.consents().totals();
        assertThat(counts.refused()).isEmpty();
        assertThat(counts.supersededSent()).isZero();
        assertThat(counts.mostAtOnce()).isOne();
    }

    /** A node of an application, whose vault is replaced when the node is deployed again. */
    private static final class Node {
        private final ReadWriteLock deployment = new ReentrantReadWriteLock(true);
        private final AtomicInteger calls = new AtomicInteger();
        private ConsentVault vault;

        /** Calls that are under way end before. */
        void deploy(ConsentVault next) {
            deployment.writeLock().lock();
            vault = next;
            deployment.writeLock().unlock();
        }

        void use(String id) {
            deployment.readLock().lock();
            try {
                TokensAtRestContract.use(vault, id);
                calls.incrementAndGet();
            } finally {
                deployment.readLock().unlock();
            }
        }
    }

    /** Nodes whose threads use any of the consents all the time, until stopped. */
    private static final class Load {
        private static final int THREADS_PER_NODE = 2;
        private static final int CALLS_BETWEEN_STEPS = 20;

        private final List<String> ids;
        private final List<Node> nodes;
        private final ExecutorService threads;
        private final List<Future<?>> users = new ArrayList<>();
        private final AtomicBoolean over = new AtomicBoolean();

        Load(List<String> ids, int nodes) {
            this.ids = ids;
            this.nodes = Stream.generate(Node::new).limit(nodes).toList();
            this.threads = Executors.newFixedThreadPool(nodes * THREADS_PER_NODE);
        }

        void start() {
            for (Node node : nodes) {
                for (int i = 0; i < THREADS_PER_NODE; i++) {
                    users.add(threads.submit(() -> use(node)));
                }
            }
        }

        private void use(Node node) {
            while (!over.get()) {
                node.use(ids.get(ThreadLocalRandom.current().nextInt(ids.size())));
            }
        }

        /** One node after the other gets the vault; between two, all nodes are used. */
        void deploy(ConsentVault vault) {
            for (Node node : nodes) {
                node.deploy(vault);
                if (!users.isEmpty()) {
                    awaitCalls();
                }
            }
        }

        private void awaitCalls() {
            List<Integer> before = nodes.stream().map(node -> node.calls.get()).toList();
            await().atMost(LIMIT)
                    .until(() -> users.stream().anyMatch(Future::isDone)
                            || IntStream.range(0, nodes.size())
                                    .allMatch(i -> nodes.get(i).calls.get() >= before.get(i) + CALLS_BETWEEN_STEPS));
            assertThat(users).noneMatch(Future::isDone);
        }

        void stop() throws Exception {
            over.set(true);
            threads.shutdown();
            for (Future<?> user : users) {
                user.get();
            }
        }
    }
}
