package io.github.kosmasdk.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.playground.Consent;
import io.github.kosmasdk.playground.Consents.Trouble;
import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.playground.KosmaPlaygroundExtension;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Runs that have nothing in common but the file of the vault and the simulator. */
class ConsentsIT {

    @RegisterExtension
    static final KosmaPlaygroundExtension kosma =
            KosmaPlaygroundExtension.with(settings -> settings.token("the-only-token"));

    private static final String OTHER_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @TempDir
    private Path directory;

    private Path vault = Path.of("");
    private final List<Run> runs = new ArrayList<>();

    @BeforeEach
    void nameTheVault() {
        vault = directory.resolve("vault");
    }

    private Run run(String... line) {
        Run run = Run.of(
                List.of(
                        "--vault=" + vault,
                        "--kosma.polling.first=20ms",
                        "--kosma.polling.max=50ms",
                        "--kosma.base-url=" + kosma.playground().baseUrl(),
                        "--kosma.auth-base-url=" + kosma.playground().authBaseUrl(),
                        "--kosma.token=the-only-token"),
                line);
        runs.add(run);
        return run;
    }

    private String newConsent() {
        return run("consents", "new", "--json").succeeds().json().get("id").stringValue();
    }

    private JsonNode inspect(String id) {
        return run("consents", "inspect", id, "--json").succeeds().json();
    }

    private static Consent only(KosmaPlayground playground) {
        assertThat(playground.consents().all()).hasSize(1);
        return playground.consents().all().get(0);
    }

    private Path file(String suffix) {
        return Path.of(vault + suffix);
    }

    @Test
    void oneLoginServesEveryLaterRun(KosmaPlayground playground) {
        Run first = run("consents", "new").succeeds();
        assertThat(first.err())
                .containsOnlyOnce("Password = *****")
                .contains("made a key for the tokens in the vault, readable by you only: " + file(".key"))
                .endsWith(" kept in the vault\nsession closed\n");
        assertThat(first.out())
                .startsWith("consent\n  id        ")
                .contains("  state     ACTIVE\n  consumer  embedded\n  bank      DE:88888888\n")
                .contains("  grants    account_details accounts balances transactions\n");
        String id =
                run("consents", "list", "--json").succeeds().json().at("/0/id").stringValue();
        assertThat(first.out()).contains(id);

        Run accounts = run("accounts", "--consent=" + id).succeeds();
        assertThat(accounts.out()).startsWith("5 accounts\n").contains("DE43000000005686751168");
        assertThat(accounts.err()).doesNotContain("session", "form:", "made a key");
        Run transactions = run("transactions", "--consent=" + id, "--last-days=60");
        assertThat(transactions.succeeds().out())
                .containsPattern("^[0-9]+ transactions of the account from ")
                .containsPattern("\n  [0-9-]{10} +[+-][0-9.]+ EUR  ");
        assertThat(transactions.err()).endsWith("account DE43000000005686751168, Checking account\n");
        assertThat(run("details", "--consent=" + id, "--account=DE18 0000 0000 6636 9811 75")
                        .succeeds()
                        .out())
                .contains("  IBAN       DE18000000006636981175\n");
        String account = run("accounts", "--consent=" + id, "--attended", "--json", "--account=DE18000000006636981175")
                .succeeds()
                .json()
                .at("/accounts/0/id")
                .stringValue();
        assertThat(run("balances", "--consent=" + id, "--account=" + account)
                        .succeeds()
                        .out())
                .containsPattern("  available +[0-9.]+ EUR\n");

        assertThat(run("consents", "inspect", id).succeeds().out())
                .containsPattern("\n  accounts left +1 of 4\n")
                .containsPattern("\n  balances left +3 of 4 +" + account + "\n");
        assertThat(only(playground).counts().refused()).isEmpty();
        assertThat(only(playground).counts().supersededSent()).isZero();
    }

    @Test
    void aRefreshedConsentTakesThePlaceOfTheOldOne(KosmaPlayground playground) {
        String id = newConsent();
        String old = only(playground).id();
        Run refreshed = run("consents", "refresh", id, "--json").succeeds();
        assertThat(refreshed.json().get("id").stringValue()).isEqualTo(id);
        assertThat(refreshed.err()).contains("Password = *****");
        run("accounts", "--consent=" + id).succeeds();
        assertThat(playground.consents().all())
                .filteredOn(consent -> !consent.id().equals(old))
                .singleElement()
                .satisfies(consent -> assertThat(consent.counts().succeeded()).isOne());
        assertThat(run("consents", "list").succeeds().out()).startsWith("1 consent\n");
    }

    @Test
    void aRevokedConsentIsListedAndNeverUsedAgain(KosmaPlayground playground) {
        String id = newConsent();
        assertThat(run("consents", "revoke", id).succeeds().out()).contains("  state     REVOKED\n");
        assertThat(run("consents", "revoke", id).succeeds().out()).contains("  state     REVOKED\n");
        assertThat(run("transactions", "--consent=" + id).failsWith(1))
                .contains("Consent " + id + " cannot be used any more: it is REVOKED");
        assertThat(run("consents", "refresh", id).failsWith(1)).contains("it is REVOKED");
        assertThat(run("consents", "list").succeeds().out()).contains(id + "  REVOKED");
        assertThat(only(playground).counts().calls()).isZero();
    }

    @Test
    void aConsentThatWasRevokedAtTheBankIsOneClearLine(KosmaPlayground playground) {
        String id = newConsent();
        playground.consents().revoke(only(playground).id());
        assertThat(run("accounts", "--consent=" + id).failsWith(1)).contains("CONSENT.REVOKED");
        assertThat(inspect(id).get("state").stringValue()).isEqualTo("SUSPENDED");
        assertThat(run("consents", "inspect", id).out()).contains("  CONSENT.REVOKED since ");
        assertThat(run("accounts", "--consent=" + id).failsWith(1)).contains("is suspended until ");
    }

    @Test
    void theFifthCallOfADaySaysWhenTheNextOneIsFree(KosmaPlayground playground) {
        String id = newConsent();
        for (int call = 0; call < 4; call++) {
            run("accounts", "--consent=" + id).succeeds();
        }
        String refusal = run("accounts", "--consent=" + id).failsWith(1);
        String nextFree = inspect(id).at("/usage/0/next_free").stringValue();
        assertThat(refusal).contains("no unattended 'accounts' call left; the next one is free at " + nextFree);
        assertThat(run("consents", "inspect", id).out())
                .containsPattern("accounts left +0 of 4, the next at " + nextFree.substring(0, 19) + "Z");
        run("accounts", "--consent=" + id, "--attended").succeeds();
        assertThat(only(playground).counts().refused()).isEmpty();
    }

    @Test
    void noTokenIsPrintedOrStandsInTheFilesInTheClear(KosmaPlayground playground) throws IOException {
        String id = newConsent();
        run("accounts", "--consent=" + id, "--json").succeeds();
        run("consents", "refresh", id).succeeds();
        run("transactions", "--consent=" + id, "--json").succeeds();
        playground.consents().trouble(Trouble.of("BANK"));
        run("accounts", "--consent=" + id, "--json").failsWith(1);
        run("consents", "inspect", id).succeeds();
        run("consents", "list").succeeds();

        List<String> tokens = playground.consents().all().stream()
                .flatMap(consent -> playground.consents().issuedTokens(consent.id()).stream())
                .toList();
        assertThat(tokens).hasSizeGreaterThan(5);
        String key = Files.readString(file(".key"));
        List<String> written = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(path -> !path.equals(file(".key"))).toList()) {
                written.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(written).isNotEmpty();
        runs.forEach(run -> written.add(run.out() + run.err()));
        assertThat(written).allSatisfy(text -> {
            assertThat(text).doesNotContain(key);
            assertThat(tokens).noneMatch(text::contains);
        });
        assertThat(written.get(0)).as("what can be found is found").contains(id);
    }

    @Test
    void theKeyBesideTheVaultIsForItsOwnerOnly() throws IOException {
        newConsent();
        if (Files.getFileStore(file(".key")).supportsFileAttributeView("posix")) {
            assertThat(Files.getPosixFilePermissions(file(".key")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void aWrongKeyDestroysNothing(KosmaPlayground playground) {
        String id = newConsent();
        assertThat(run("accounts", "--consent=" + id, "--kosma.vault-key=" + OTHER_KEY)
                        .failsWith(1))
                .contains("The token of consent " + id + " cannot be decrypted with the key 'vault'")
                .endsWith("Nothing was changed");
        assertThat(only(playground).counts().calls()).isZero();
        run("accounts", "--consent=" + id).succeeds();
    }

    @Test
    void aLostKeyIsNotReplacedByAnother() throws IOException {
        String id = newConsent();
        Path away = directory.resolve("away");
        Files.move(file(".key"), away);
        assertThat(run("accounts", "--consent=" + id).failsWith(1))
                .contains("is neither in KOSMA_VAULT_KEY nor in " + file(".key"))
                .endsWith("Nothing was changed");
        assertThat(file(".key")).doesNotExist();
        run("accounts", "--consent=" + id, "--kosma.vault-key=" + Files.readString(away))
                .succeeds();
    }

    @Test
    void aKeyOfOnesOwnIsKeptNowhere() {
        run("consents", "new", "--kosma.vault-key=" + OTHER_KEY).succeeds();
        assertThat(file(".key")).doesNotExist();
        assertThat(runs.get(0).err()).doesNotContain("made a key", OTHER_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "no base64!"})
    void whatIsNoKeyIsOneClearLine(String key, KosmaPlayground playground) {
        assertThat(run("consents", "new", "--kosma.vault-key=" + key).failsWith(1))
                .contains("KOSMA_VAULT_KEY: The key 'vault' ");
        assertThat(playground.exchanges()).isEmpty();
    }

    @Test
    void aVaultThatIsNotThereIsNotMadeByLooking() {
        assertThat(run("consents", "list").failsWith(1)).contains("there is no vault " + file(".mv.db") + " yet");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void anUnknownConsentIsOneClearLine() {
        newConsent();
        for (String[] line : new String[][] {
            {"consents", "inspect", "nobody"},
            {"consents", "refresh", "nobody"},
            {"consents", "revoke", "nobody"},
            {"balances", "--consent=nobody"}
        }) {
            assertThat(run(line).failsWith(1))
                    .contains("there is no consent 'nobody' in the vault; consents list shows those that are");
        }
    }

    @Test
    void aVaultInUseByAnotherProcessIsOneClearLine() throws IOException {
        newConsent();
        try (FileChannel other = FileChannel.open(file(".mv.db"), StandardOpenOption.WRITE)) {
            other.lock();
            assertThat(run("consents", "list").failsWith(1)).contains("is in use by another process");
        }
    }

    @Test
    void aFileThatIsNoVaultStaysAsItIs() throws IOException {
        Files.writeString(file(".mv.db"), "no database ".repeat(1_000));
        assertThat(run("consents", "list").failsWith(1)).contains("the vault " + file(".mv.db") + " cannot be opened");
        assertThat(Files.readString(file(".mv.db"))).startsWith("no database ");
    }

    @Test
    void thePathOfAVaultIsNoPlaceForSettings() {
        vault = directory.resolve("vault;INIT=CREATE TABLE mine(id INT)");
        assertThat(run("consents", "new").failsWith(1)).contains("cannot contain a semicolon");
    }

    @Test
    void theNameOfTheFileNamesTheVaultToo() {
        String id = newConsent();
        vault = file(".mv.db");
        assertThat(inspect(id).get("id").stringValue()).isEqualTo(id);
    }

    @Test
    void aLoginThatFailsKeepsNothing(KosmaPlayground playground) {
        assertThat(run("consents", "new", "--user=wrong").failsWith(1)).contains("USER.ACCESS_DENIED.CREDENTIALS");
        assertThat(run("consents", "list").succeeds().out()).isEqualTo("0 consents\n");
        assertThat(playground.exchanges())
                .filteredOn(exchange -> exchange.method().equals("DELETE"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"consents new", "consents refresh c-1", "transactions --consent=c-1"})
    void theSimulatorInsideForgetsSoItIsRefused(String line) {
        List<String> words = new ArrayList<>(List.of(line.split(" ")));
        words.add("--vault=" + vault);
        assertThat(Run.of(List.of(), words.toArray(String[]::new)).failsWith(1))
                .contains("the simulator inside does not", "kosma-playground.jar", "--kosma.base-url=");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void consentsAreJsonToo() {
        newConsent();
        JsonNode consent = run("consents", "list", "--json").succeeds().json().get(0);
        assertThat(consent.get("state").stringValue()).isEqualTo("ACTIVE");
        assertThat(Optional.ofNullable(consent.get("lifetime_days")).map(JsonNode::intValue))
                .contains(90);
        assertThat(consent.get("granted_calls").size()).isEqualTo(4);
    }
}
