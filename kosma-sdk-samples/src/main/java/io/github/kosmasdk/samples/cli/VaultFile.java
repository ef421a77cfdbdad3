package io.github.kosmasdk.samples.cli;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.consent.ConsentQuery;
import io.github.kosmasdk.consent.ConsentStore;
import io.github.kosmasdk.consent.ConsentVault;
import io.github.kosmasdk.consent.TokenProtection;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.spring.jdbc.JdbcConsentStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptException;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** The vault of the sample: an H2 database in a file, and the key of its tokens. One process at a time can open it. */
final class VaultFile implements AutoCloseable {

    private static final String SUFFIX = ".mv.db";
    private static final String KEY_ID = "vault";
    private static final int KEY_BYTES = 32;

    private final Connection open;
    private final ConsentStore store;
    private final TokenProtection protection;

    private VaultFile(Connection open, ConsentStore store, TokenProtection protection) {
        this.open = open;
        this.store = store;
        this.protection = protection;
    }

    /**
     * Opens a vault.
     *
     * @param wished where it is, with or without the suffix that H2 gives its files; empty: in the user's home
     * @param isNew whether it is made where there is none
     * @param givenKey the key in Base64; empty: the one beside the vault, which is made with it
     * @param progress is told when a key was made
     */
    static VaultFile open(Optional<Path> wished, boolean isNew, Optional<String> givenKey, Consumer<String> progress) {
        Path path = withoutSuffix(wished.orElse(Path.of(System.getProperty("user.home"), ".kosma-sample", "vault")));
        Connection open = connect(path, isNew);
        try {
            ScriptUtils.executeSqlScript(open, new ClassPathResource("kosma/sql/schema-h2.sql"));
            ConsentStore store = new JdbcConsentStore(database(path));
            return new VaultFile(open, store, protection(path, store, givenKey, progress));
        } catch (ScriptException e) {
            close(open);
            throw new SampleException("the file " + path + SUFFIX + " holds no vault");
        } catch (RuntimeException e) {
            close(open);
            throw e;
        }
    }

    ConsentVault vault(KosmaClient kosma) {
        return ConsentVault.builder(kosma, store).tokenProtection(protection).build();
    }

    @Override
    public void close() {
        close(open);
    }

    private static Path withoutSuffix(Path path) {
        if (path.toAbsolutePath().toString().contains(";")) {
            throw new SampleException("the path of a vault cannot contain a semicolon");
        }
        String text = path.toString();
        return Path.of(text.endsWith(SUFFIX) ? text.substring(0, text.length() - SUFFIX.length()) : text);
    }

    private static Path directory(Path path) {
        return Objects.requireNonNull(path.toAbsolutePath().getParent());
    }

    /** The database stays open as long as this connection. */
    private static Connection connect(Path path, boolean isNew) {
        try {
            if (isNew) {
                Files.createDirectories(directory(path));
            } else if (!Files.exists(Path.of(path + SUFFIX))) {
                throw new SampleException(
                        "there is no vault " + path + SUFFIX + " yet: consents new makes one with its first consent");
            }
            return database(path).getConnection();
        } catch (SQLException e) {
            throw new SampleException(
                    e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1
                            ? "the vault " + path + SUFFIX
                                    + " is in use by another process: try again when it has ended"
                            : "the vault " + path + SUFFIX + " cannot be opened, H2 error " + e.getErrorCode());
        } catch (IOException e) {
            throw new SampleException("the directory " + directory(path) + " cannot be made");
        }
    }

    private static JdbcDataSource database(Path path) {
        JdbcDataSource database = new JdbcDataSource();
        // what is committed is written at once: a token that only stands in memory dies with the process
        database.setURL("jdbc:h2:file:" + path.toAbsolutePath() + ";WRITE_DELAY=0;TRACE_LEVEL_FILE=0");
        return database;
    }

    private static TokenProtection protection(
            Path path, ConsentStore store, Optional<String> givenKey, Consumer<String> progress) {
        Path file = Path.of(path + ".key");
        try {
            return TokenProtection.aesGcm(
                    KEY_ID, givenKey.isPresent() ? givenKey.get() : keyIn(file, path, store, progress));
        } catch (KosmaUsageException e) {
            throw new SampleException((givenKey.isPresent() ? "KOSMA_VAULT_KEY" : file) + ": " + e.getMessage());
        } catch (IOException e) {
            throw new SampleException("the key of the vault cannot be kept in " + file);
        }
    }

    private static String keyIn(Path file, Path path, ConsentStore store, Consumer<String> progress)
            throws IOException {
        if (Files.exists(file)) {
            return Files.readString(file);
        }
        if (!store.list(ConsentQuery.ALL).isEmpty()) {
            throw new SampleException("the key of the vault " + path + SUFFIX + " is neither in KOSMA_VAULT_KEY nor in "
                    + file + ", and another one could not read its tokens. Nothing was changed");
        }
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        String key = Base64.getEncoder().encodeToString(random);
        // a temporary file is readable by its owner only
        Path written = Files.createTempFile(directory(path), "kosma-vault-", ".key");
        Files.writeString(written, key);
        Files.move(written, file);
        progress.accept("made a key for the tokens in the vault, readable by you only: " + file
                + "; set KOSMA_VAULT_KEY to use another one for a new vault");
        return key;
    }

    private static void close(Connection open) {
        try {
            open.close();
        } catch (SQLException e) {
            throw new SampleException("the vault could not be closed, H2 error " + e.getErrorCode());
        }
    }
}
