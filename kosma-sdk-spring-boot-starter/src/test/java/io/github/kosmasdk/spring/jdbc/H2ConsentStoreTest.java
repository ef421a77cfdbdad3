package io.github.kosmasdk.spring.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.error.KosmaUsageException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.AbstractDataSource;

class H2ConsentStoreTest extends JdbcConsentStoreContract {

    @Override
    DataSource dataSource() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:consents;DB_CLOSE_DELAY=-1");
        return h2;
    }

    @Override
    String schema() {
        return "kosma/sql/schema-h2.sql";
    }

    @Test
    void aDatabaseThatCannotBeAskedIsAClearError() {
        DataSource away = new AbstractDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                throw new SQLException("Nobody is there");
            }

            @Override
            public Connection getConnection(String user, String password) throws SQLException {
                return getConnection();
            }
        };
        assertThatThrownBy(() -> new JdbcConsentStore(away))
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("database of the consents")
                .hasRootCauseMessage("Nobody is there");
    }
}
