package io.github.kosmasdk.spring.jdbc;

import io.github.kosmasdk.KosmaJson;
import io.github.kosmasdk.consent.ConsentDetails;
import io.github.kosmasdk.consent.ConsentQuery;
import io.github.kosmasdk.consent.ConsentState;
import io.github.kosmasdk.consent.ConsentStore;
import io.github.kosmasdk.consent.Lease;
import io.github.kosmasdk.consent.ProtectedToken;
import io.github.kosmasdk.consent.StoredConsent;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.session.BankChoice;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

/**
 * Keeps consents in the table {@code kosma_consent} of a PostgreSQL or H2 database. {@code
 * kosma/sql/schema-postgresql.sql} and {@code kosma/sql/schema-h2.sql} on the class path make the table.
 *
 * <p>Each method is one statement, committed on its own: a transaction of the caller neither takes it back nor holds it
 * up. What the database refuses comes as Spring's {@link org.springframework.dao.DataAccessException}, a second consent
 * with the same id as {@link org.springframework.dao.DuplicateKeyException}.
 */
public final class JdbcConsentStore implements ConsentStore {

    private static final String INSERT = """
            INSERT INTO kosma_consent (id, version, state, psu_reference, customer_reference, bank_country, bank_code, \
            created_at, last_use_at, refresh_due_at, token, token_key_id, lease_holder, lease_until, \
            lease_abandoned_by, details) \
            VALUES (:id, :version, :state, :psuReference, :customerReference, :bankCountry, :bankCode, \
            :createdAt, :lastUseAt, :refreshDueAt, :token, :tokenKeyId, :leaseHolder, :leaseUntil, \
            :leaseAbandonedBy, :details)""";

    private static final String UPDATE = """
            UPDATE kosma_consent SET version = version + 1, state = :state, psu_reference = :psuReference, \
            customer_reference = :customerReference, bank_country = :bankCountry, bank_code = :bankCode, \
            last_use_at = :lastUseAt, refresh_due_at = :refreshDueAt, token = :token, token_key_id = :tokenKeyId, \
            lease_holder = :leaseHolder, lease_until = :leaseUntil, lease_abandoned_by = :leaseAbandonedBy, \
            details = :details \
            WHERE id = :id AND version = :version""";

    private static final String ACQUIRE = """
            UPDATE kosma_consent SET version = version + 1, lease_abandoned_by = lease_holder, \
            lease_holder = :holder, lease_until = :until \
            WHERE id = :id AND (lease_holder IS NULL OR lease_until <= :now)""";

    private static final String SELECT = "SELECT * FROM kosma_consent WHERE ";

    private static final String COUNT = "SELECT state, COUNT(*) FROM kosma_consent GROUP BY state";

    private final JdbcClient jdbc;
    private final OutsideTransactions outside = new OutsideTransactions();
    private final String acquire;

    /**
     * Makes a store, and asks the database which one it is.
     *
     * @param dataSource the database with the table
     * @throws KosmaUsageException when it is neither PostgreSQL nor H2, or cannot be asked
     */
    public JdbcConsentStore(DataSource dataSource) {
        String product = product(dataSource);
        acquire = switch (product) {
            case "PostgreSQL" -> ACQUIRE + " RETURNING *";
            case "H2" -> "SELECT * FROM FINAL TABLE (" + ACQUIRE + ")";
            default ->
                throw new KosmaUsageException("JdbcConsentStore speaks to PostgreSQL and H2, and this is " + product
                        + ": bring a ConsentStore of your own for it");
        };
        jdbc = JdbcClient.create(OutsideTransactions.unbound(dataSource));
    }

    @Override
    public void insert(StoredConsent consent) {
        outside.run(() -> jdbc.sql(INSERT).paramSource(parametersOf(consent)).update());
    }

    @Override
    public Optional<StoredConsent> find(String id) {
        return outside.run(() -> jdbc.sql(SELECT + "id = :id")
                .param("id", id, Types.VARCHAR)
                .query(JdbcConsentStore::consent)
                .optional());
    }

    @Override
    public List<StoredConsent> list(ConsentQuery query) {
        MapSqlParameterSource parameters = new MapSqlParameterSource("limit", query.limit());
        StringBuilder sql = new StringBuilder(SELECT).append("1 = 1");
        query.psuReference().ifPresent(reference -> {
            sql.append(" AND psu_reference = :psuReference");
            parameters.addValue("psuReference", reference, Types.VARCHAR);
        });
        query.customerReference().ifPresent(reference -> {
            sql.append(" AND customer_reference = :customerReference");
            parameters.addValue("customerReference", reference, Types.VARCHAR);
        });
        query.bank().ifPresent(bank -> {
            sql.append(" AND bank_country = :bankCountry AND bank_code = :bankCode");
            parameters.addValue("bankCountry", bank.countryCode(), Types.VARCHAR);
            parameters.addValue("bankCode", bank.bankCode(), Types.VARCHAR);
        });
        if (!query.states().isEmpty()) {
            sql.append(" AND state IN (:states)");
            parameters.addValue(
                    "states", query.states().stream().map(Enum::name).toList(), Types.VARCHAR);
        }
        query.refreshDueBy().ifPresent(due -> {
            sql.append(" AND refresh_due_at <= :refreshDueBy");
            parameters.addValue("refreshDueBy", utc(due), Types.TIMESTAMP_WITH_TIMEZONE);
        });
        query.afterId().ifPresent(id -> {
            sql.append(" AND id > :afterId");
            parameters.addValue("afterId", id, Types.VARCHAR);
        });
        sql.append(" ORDER BY id LIMIT :limit");
        return outside.run(() -> jdbc.sql(sql.toString())
                .paramSource(parameters)
                .query(JdbcConsentStore::consent)
                .list());
    }

    @Override
    public Map<ConsentState, Long> countByState() {
        return outside.run(() -> {
            Map<ConsentState, Long> counts = new EnumMap<>(ConsentState.class);
            jdbc.sql(COUNT).query(row -> {
                counts.put(ConsentState.valueOf(row.getString(1)), row.getLong(2));
            });
            return counts;
        });
    }

    @Override
    public Optional<StoredConsent> acquire(String id, String holder, Instant now, Instant until) {
        return outside.run(() -> jdbc.sql(acquire)
                .param("id", id, Types.VARCHAR)
                .param("holder", holder, Types.VARCHAR)
                .param("now", utc(now), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("until", utc(until), Types.TIMESTAMP_WITH_TIMEZONE)
                .query(JdbcConsentStore::consent)
                .optional());
    }

    @Override
    public boolean update(StoredConsent changed) {
        return outside.run(() ->
                        jdbc.sql(UPDATE).paramSource(parametersOf(changed)).update())
                == 1;
    }

    private static MapSqlParameterSource parametersOf(StoredConsent consent) {
        return new MapSqlParameterSource()
                .addValue("id", consent.id(), Types.VARCHAR)
                .addValue("version", consent.version(), Types.BIGINT)
                .addValue("state", consent.state().name(), Types.VARCHAR)
                .addValue("psuReference", consent.psuReference().orElse(null), Types.VARCHAR)
                .addValue("customerReference", consent.customerReference().orElse(null), Types.VARCHAR)
                .addValue(
                        "bankCountry",
                        consent.bank().map(BankChoice::countryCode).orElse(null),
                        Types.VARCHAR)
                .addValue("bankCode", consent.bank().map(BankChoice::bankCode).orElse(null), Types.VARCHAR)
                .addValue("createdAt", utc(consent.createdAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .addValue(
                        "lastUseAt",
                        consent.lastUseAt().map(JdbcConsentStore::utc).orElse(null),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .addValue("refreshDueAt", utc(consent.refreshDueAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .addValue("token", consent.token().map(ProtectedToken::value).orElse(null), Types.VARCHAR)
                .addValue(
                        "tokenKeyId",
                        consent.token().flatMap(ProtectedToken::keyId).orElse(null),
                        Types.VARCHAR)
                .addValue("leaseHolder", consent.lease().map(Lease::holder).orElse(null), Types.VARCHAR)
                .addValue(
                        "leaseUntil",
                        consent.lease().map(lease -> utc(lease.until())).orElse(null),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .addValue(
                        "leaseAbandonedBy",
                        consent.lease().flatMap(Lease::abandonedBy).orElse(null),
                        Types.VARCHAR)
                .addValue("details", KosmaJson.write(consent.details()), Types.VARCHAR);
    }

    private static StoredConsent consent(ResultSet row, int number) throws SQLException {
        Optional<String> bankCountry = text(row, "bank_country");
        Optional<String> token = text(row, "token");
        Optional<String> leaseHolder = text(row, "lease_holder");
        return new StoredConsent(
                row.getString("id"),
                row.getLong("version"),
                ConsentState.valueOf(row.getString("state")),
                text(row, "psu_reference"),
                text(row, "customer_reference"),
                bankCountry.isEmpty()
                        ? Optional.empty()
                        : Optional.of(BankChoice.of(bankCountry.get(), row.getString("bank_code"))),
                instant(row, "created_at").orElseThrow(),
                instant(row, "last_use_at"),
                instant(row, "refresh_due_at").orElseThrow(),
                token.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new ProtectedToken(text(row, "token_key_id"), token.get())),
                leaseHolder.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Lease(
                                leaseHolder.get(),
                                instant(row, "lease_until").orElseThrow(),
                                text(row, "lease_abandoned_by"))),
                KosmaJson.read(row.getString("details"), ConsentDetails.class));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String product(DataSource dataSource) {
        try {
            return JdbcUtils.<String>extractDatabaseMetaData(dataSource, DatabaseMetaData::getDatabaseProductName);
        } catch (MetaDataAccessException e) {
            throw new KosmaUsageException("The database of the consents cannot be asked which one it is", e);
        }
    }
}
