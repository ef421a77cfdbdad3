package io.github.kosmasdk.spring.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.consent.ConsentVault;
import io.github.kosmasdk.consent.TokenProtection;
import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.playground.Consents.Trouble;
import io.github.kosmasdk.spring.TestPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** What a call through the vault asks of PostgreSQL, as PostgreSQL itself counts it. */
class PostgresStatementsIT {

    private static final TokenProtection PROTECTION =
            TokenProtection.aesGcm("k1", Base64.getEncoder().encodeToString(new byte[32]));

    private static EmbeddedPostgres postgres;
    private static JdbcClient sql;
    private static SimulatedBank bank;
    private static ConsentVault vault;

    @BeforeAll
    static void start() throws IOException {
        postgres = TestPostgres.start(
                settings -> settings.setServerConfig("shared_preload_libraries", "pg_stat_statements"));
        sql = JdbcClient.create(postgres.getPostgresDatabase());
        sql.sql("CREATE EXTENSION pg_stat_statements").update();
        new ResourceDatabasePopulator(new ClassPathResource("kosma/sql/schema-postgresql.sql"))
                .execute(postgres.getPostgresDatabase());
        bank = new SimulatedBank();
        vault = ConsentVault.builder(bank.kosma(), new JdbcConsentStore(postgres.getPostgresDatabase()))
                .tokenProtection(PROTECTION)
                .build();
    }

    @AfterAll
    static void stop() throws IOException {
        bank.close();
        postgres.close();
    }

    /** All statements that ran meanwhile, also such as BEGIN and COMMIT; those of the count itself and of connecting left out. */
    private static List<Map<String, Object>> statementsOf(Runnable calls) {
        sql.sql("SELECT CAST(pg_stat_statements_reset() AS TEXT)").query().listOfRows();
        calls.run();
        return sql.sql("SELECT query, calls FROM pg_stat_statements"
                        + " WHERE query NOT LIKE '%pg_stat_statements%' AND query NOT ILIKE 'SET %'")
                .query()
                .listOfRows();
    }

    private static void twoStatementsForEachOf(int calls, List<Map<String, Object>> statements) {
        assertThat(statements).hasSize(2).allSatisfy(statement -> {
            assertThat((String) statement.get("query")).startsWith("UPDATE kosma_consent");
            assertThat(statement).containsEntry("calls", (long) calls);
        });
    }

    @Test
    void aCallTakesTwo() {
        String id = bank.newConsent(vault);
        twoStatementsForEachOf(10, statementsOf(() -> {
            for (int i = 0; i < 10; i++) {
                vault.attended(id, SimulatedBank.PSU).accounts();
            }
        }));
        twoStatementsForEachOf(3, statementsOf(() -> {
            for (int i = 0; i < 3; i++) {
                vault.unattended(id).accounts();
            }
        }));
    }

    @Test
    void anErrorThatBringsATokenTakesNoMore() {
        String id = bank.newConsent(vault);
        bank.consents().trouble(Trouble.of("BANK"));
        twoStatementsForEachOf(
                1,
                statementsOf(() -> assertThatThrownBy(
                                () -> vault.attended(id, SimulatedBank.PSU).accounts())
                        .isInstanceOf(KosmaApiException.class)));
    }
}
