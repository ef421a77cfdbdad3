package io.github.kosmasdk.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.kosmasdk.spring.jdbc.JdbcConsentStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** A PostgreSQL with the table of consents, which counts the statements that it is asked. */
final class ConsentDatabase implements AutoCloseable {

    private final EmbeddedPostgres postgres;
    private final HikariDataSource pool;
    private final JdbcClient sql;

    ConsentDatabase() {
        try {
            postgres = EmbeddedPostgres.builder()
                    .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        HikariConfig config = new HikariConfig();
        config.setDataSource(postgres.getPostgresDatabase());
        pool = new HikariDataSource(config);
        sql = JdbcClient.create(pool);
        sql.sql("CREATE EXTENSION pg_stat_statements").update();
        new ResourceDatabasePopulator(new ClassPathResource("kosma/sql/schema-postgresql.sql")).execute(pool);
    }

    JdbcConsentStore store() {
        return new JdbcConsentStore(pool);
    }

    /** How many statements ran so far, such as BEGIN and COMMIT too; those of opening connections and of this count left out. */
    long statements() {
        return sql.sql("SELECT COALESCE(SUM(calls), 0) FROM pg_stat_statements"
                        + " WHERE query NOT LIKE '%pg_stat_statements%' AND query NOT ILIKE 'SET %'")
                .query(Long.class)
                .single();
    }

    @Override
    public void close() {
        pool.close();
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
