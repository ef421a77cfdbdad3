package io.github.kosmasdk.spring.jdbc;

import io.github.kosmasdk.spring.TestPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;

class PostgresTokensAtRestIT extends TokensAtRestContract {

    @TempDir
    private static Path folder;

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = TestPostgres.start(settings -> settings.setDataDirectory(folder.resolve("data")));
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Override
    DataSource dataSource() {
        return postgres.getPostgresDatabase();
    }

    @Override
    String schema() {
        return "kosma/sql/schema-postgresql.sql";
    }

    @Override
    Map<String, List<String>> copies() throws Exception {
        Map<String, List<String>> copies = new LinkedHashMap<>();
        for (String format : List.of("text", "csv", "binary")) {
            copies.put(format, List.of(copied(format)));
        }
        JdbcClient.create(dataSource()).sql("CHECKPOINT").update();
        copies.put("files", filesUnder(folder));
        return copies;
    }

    private String copied(String format) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Connection connection = dataSource().getConnection()) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY kosma_consent TO STDOUT (FORMAT " + format + ")", out);
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }
}
