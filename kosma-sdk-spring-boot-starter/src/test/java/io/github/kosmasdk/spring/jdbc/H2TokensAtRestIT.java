package io.github.kosmasdk.spring.jdbc;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class H2TokensAtRestIT extends TokensAtRestContract {

    @TempDir
    private Path folder;

    @Override
    DataSource dataSource() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:" + folder.resolve("consents") + ";DB_CLOSE_DELAY=-1");
        return h2;
    }

    @Override
    String schema() {
        return "kosma/sql/schema-h2.sql";
    }

    /** Afterwards everything is in the file; the next connection opens it again. */
    @AfterEach
    void shutDown() {
        JdbcClient.create(dataSource()).sql("SHUTDOWN").update();
    }

    @Override
    Map<String, List<String>> copies() {
        List<String> script = JdbcClient.create(dataSource())
                .sql("SCRIPT")
                .query(String.class)
                .list();
        shutDown();
        return Map.of("SCRIPT", List.of(String.join("\n", script)), "files", filesUnder(folder));
    }
}
