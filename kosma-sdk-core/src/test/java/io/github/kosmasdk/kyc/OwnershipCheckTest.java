package io.github.kosmasdk.kyc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.account.Account;
import io.github.kosmasdk.account.AccountDetailsResult;
import io.github.kosmasdk.account.AccountFlows;
import io.github.kosmasdk.account.AccountsResult;
import io.github.kosmasdk.account.Address;
import io.github.kosmasdk.consent.ConsentRecord;
import io.github.kosmasdk.consent.ConsentState;
import io.github.kosmasdk.flow.ClientToken;
import io.github.kosmasdk.flow.Flow;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.flow.FlowType;
import io.github.kosmasdk.kyc.ComparedRow.Outcome;
import io.github.kosmasdk.kyc.ComparedRow.Part;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnershipCheckTest {

    private static final String IBAN = "DE02120300000000202051";
    private static final String OTHER_IBAN = "DE43000000005686751168";
    private static final ClaimedOwner ERIKA = ClaimedOwner.of("Erika Mustermann", IBAN);
    private static final Instant LOGIN = Instant.parse("2026-11-23T07:00:00Z");
    private static final ControlProof PROOF = ControlProof.throughConsent(LOGIN);

    @Test
    void aMatchSaysWhyAndHowControlWasProved() {
        OwnershipResult result = OwnershipCheck.ofAccount(
                ERIKA,
                finished(
                        AccountFlows.ACCOUNT_DETAILS, new AccountDetailsResult(account("Mustermann, Dr. Erika", IBAN))),
                LOGIN);
        assertThat(result.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(result.reasons()).containsExactly(Reason.IBAN_AGREES, Reason.NAME_AGREES);
        assertThat(result.nameToShow()).isEmpty();
        assertThat(result.explanation()).isEqualTo("The IBAN is that of the account; the names agree.");
        assertThat(result.confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(result.proof())
                .isEqualTo(new ControlProof.FinishedFlow("account_details", "flow-0123456789", LOGIN));
        assertThat(result.compared()).extracting(ComparedRow::part).containsExactly(Part.ACCOUNT, Part.NAME);
        assertThat(result.compared()).extracting(ComparedRow::outcome).containsOnly(Outcome.AGREES);
        assertThat(result.compared().get(0).bank()).hasValue("DE02***2051");
        assertThat(result.compared().get(1).bank()).hasValue("Mustermann, Dr. Erika");
    }

    @Test
    void aCloseMatchShowsTheHolderItFitsAndNobodyElse() {
        OwnershipResult result = check("Erika Musterman", "Jonas und Erika Mustermann");
        assertThat(result.verdict()).isEqualTo(Verdict.CLOSE_MATCH);
        assertThat(result.nameToShow()).hasValue("Erika Mustermann");
        assertThat(result.reasons()).contains(Reason.ONE_LETTER_DIFFERS, Reason.JOINT_ACCOUNT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Maria Huber", "Josef Gruber"})
    void noOtherVerdictTellsTheHolder(String claimed) {
        OwnershipResult result = check(claimed, "Josef Huber");
        assertThat(result.verdict()).isEqualTo(Verdict.NO_MATCH);
        assertThat(result.nameToShow()).isEmpty();
        assertThat(result.compared())
                .flatExtracting(row -> row.bank().stream().toList())
                .containsExactly("DE02***2051");
        assertThat(result.explanation()).doesNotContain("Josef", "Huber", "2051");
    }

    @Test
    void anotherAccountIsNoMatchWhateverTheName() {
        OwnershipResult result = OwnershipCheck.check(ERIKA, record("Erika Mustermann", OTHER_IBAN), PROOF);
        assertThat(result.verdict()).isEqualTo(Verdict.NO_MATCH);
        assertThat(result.reasons()).containsExactly(Reason.IBAN_DIFFERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"de02 1203 0000 0000 2020 51", "DE02-1203-0000-0000-2020-51", " DE02120300000000202051 "})
    void anIbanIsTheSameHoweverItIsWritten(String iban) {
        assertThat(OwnershipCheck.check(
                                ClaimedOwner.of("Erika Mustermann", iban), record("Erika Mustermann", IBAN), PROOF)
                        .verdict())
                .isEqualTo(Verdict.MATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DE03120300000000202051", "DE0212030000000020205", "XX02120300000000202051", "", "none"})
    void aClaimedIbanThatIsNoneCannotBeChecked(String iban) {
        OwnershipResult result = OwnershipCheck.check(
                ClaimedOwner.of("Erika Mustermann", iban), record("Erika Mustermann", IBAN), PROOF);
        assertThat(result.verdict()).isEqualTo(Verdict.NOT_POSSIBLE);
        assertThat(result.reasons()).containsExactly(Reason.CLAIMED_IBAN_INVALID);
    }

    @ParameterizedTest
    @CsvSource({
        "DE02120300000000202051, 202051, 12030000, MATCH, ACCOUNT_NUMBER_AGREES",
        "DE02120300000000202051, 0000202051, , MATCH, ACCOUNT_NUMBER_WITHOUT_BANK_CODE",
        "DE02120300000000202051, 202052, 12030000, NO_MATCH, ACCOUNT_NUMBER_DIFFERS",
        "DE02120300000000202051, 202051, 50010517, NO_MATCH, ACCOUNT_NUMBER_DIFFERS",
        "GB29NWBK60161331926819, 31926819, 60-16-13, MATCH, ACCOUNT_NUMBER_AGREES",
        "GB29NWBK60161331926819, 31926819, 20-00-00, NO_MATCH, ACCOUNT_NUMBER_DIFFERS",
        "DE02120300000000202051, , , NOT_POSSIBLE, ACCOUNT_UNKNOWN"
    })
    void whereTheBankGivesNoIbanTheNumberTellsTheAccount(
            String iban, String number, String bankCode, Verdict verdict, Reason reason) {
        BankRecord bank = new BankRecord(
                Optional.of("Erika Mustermann"),
                Optional.empty(),
                Optional.ofNullable(number),
                Optional.ofNullable(bankCode),
                Optional.empty());
        OwnershipResult result = OwnershipCheck.check(ClaimedOwner.of("Erika Mustermann", iban), bank, PROOF);
        assertThat(result.verdict()).isEqualTo(verdict);
        assertThat(result.reasons()).contains(reason);
    }

    @Test
    void anAccountNumberWithoutABankCodeSaysLittle() {
        Address berlin = address("DE", "10115", "Berlin");
        BankRecord numberOnly = new BankRecord(
                Optional.of("Erika Mustermann"),
                Optional.empty(),
                Optional.of("202051"),
                Optional.empty(),
                Optional.of(berlin));
        OwnershipResult result = OwnershipCheck.check(ERIKA.livingAt(berlin), numberOnly, PROOF);
        assertThat(result.reasons()).contains(Reason.ACCOUNT_NUMBER_WITHOUT_BANK_CODE, Reason.ADDRESS_AGREES);
        assertThat(result.confidence()).isEqualTo(Confidence.LOW);
        assertThat(OwnershipCheck.check(ERIKA, List.of(numberOnly, record("Erika Mustermann", IBAN)), PROOF)
                        .reasons())
                .as("the account with the IBAN comes first")
                .contains(Reason.IBAN_AGREES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "---", "?"})
    void withoutANameThereIsNothingToCompare(String name) {
        assertThat(check("Erika Mustermann", name).reasons()).contains(Reason.HOLDER_NAME_MISSING);
        assertThat(check(name, "Erika Mustermann").reasons()).contains(Reason.CLAIMED_NAME_MISSING);
        assertThat(check(name, "Erika Mustermann").verdict()).isEqualTo(Verdict.NOT_POSSIBLE);
        BankRecord nameless = new BankRecord(
                Optional.empty(), Optional.of(IBAN), Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(OwnershipCheck.check(ERIKA, nameless, PROOF).verdict()).isEqualTo(Verdict.NOT_POSSIBLE);
    }

    @Test
    void aVerdictWithoutProofOfControlSaysSo() {
        OwnershipResult result = OwnershipCheck.check(ERIKA, record("Erika Mustermann", IBAN), ControlProof.NONE);
        assertThat(result.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(result.reasons()).contains(Reason.NO_PROOF_OF_CONTROL);
        assertThat(result.confidence()).isEqualTo(Confidence.LOW);
        assertThat(result.explanation()).contains("nothing proves that the consumer controls the account");
    }

    /** The vault does not know when the consumer logged in, and must not seem to. */
    @Test
    void aConsentOfTheVaultSaysWhenItWasStored() {
        ConsentRecord consent = new ConsentRecord(
                "c-1",
                ConsentState.ACTIVE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of("accounts"),
                LOGIN,
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                LOGIN,
                false,
                4,
                List.of());
        ControlProof proof = ControlProof.of(consent);
        assertThat(proof).isEqualTo(new ControlProof.ThroughStoredConsent(LOGIN));
        assertThat(OwnershipCheck.check(ERIKA, record("Erika Mustermann", IBAN), proof)
                        .reasons())
                .doesNotContain(Reason.NO_PROOF_OF_CONTROL);
    }

    @ParameterizedTest
    @CsvSource({
        "DE, 10115, Berlin, HIGH, AGREES",
        "DE, 80331, München, LOW, DIFFERS",
        "AT, 10115, Berlin, LOW, DIFFERS",
        ", , BERLIN, HIGH, AGREES",
        "DE, , , MEDIUM, NOT_COMPARED"
    })
    void anAddressRaisesOrLowersTheConfidenceAndNeverTheVerdict(
            String country, String postalCode, String city, Confidence confidence, Outcome outcome) {
        BankRecord bank = new BankRecord(
                Optional.of("Erika Mustermann"),
                Optional.of(IBAN),
                Optional.empty(),
                Optional.empty(),
                Optional.of(address(country, postalCode, city)));
        OwnershipResult result = OwnershipCheck.check(ERIKA.livingAt(address("DE", "10115", "Berlin")), bank, PROOF);
        assertThat(result.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(result.confidence()).isEqualTo(confidence);
        assertThat(result.compared().get(2).outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "Erika Mustermann, MATCH, true",
        "E. Mustermann, CLOSE_MATCH, true",
        "Jonas Weidlich, NO_MATCH, false",
        "'', NOT_POSSIBLE, false"
    })
    void theHoldersAddressIsToldToNobodyElse(String holder, Verdict verdict, boolean told) {
        BankRecord bank = new BankRecord(
                Optional.of(holder),
                Optional.of(IBAN),
                Optional.empty(),
                Optional.empty(),
                Optional.of(address("DE", "80331", "München")));
        OwnershipResult result = OwnershipCheck.check(ERIKA.livingAt(address("DE", "10115", "Berlin")), bank, PROOF);
        assertThat(result.verdict()).isEqualTo(verdict);
        assertThat(result.compared().get(2).part()).isEqualTo(Part.ADDRESS);
        assertThat(result.compared().get(2).bank())
                .isEqualTo(told ? Optional.of("DE 80331 München") : Optional.empty());
    }

    @Test
    void ofSeveralAccountsTheClaimedOneIsChecked() {
        List<Account> accounts = List.of(account("Jonas Weidlich", OTHER_IBAN), account("Erika Mustermann", IBAN));
        assertThat(OwnershipCheck.ofAccounts(
                                ERIKA, finished(AccountFlows.ACCOUNTS, new AccountsResult(accounts)), LOGIN)
                        .verdict())
                .isEqualTo(Verdict.MATCH);
        assertThat(OwnershipCheck.check(ERIKA, List.of(record("Erika Mustermann", OTHER_IBAN)), PROOF)
                        .reasons())
                .containsExactly(Reason.IBAN_DIFFERS);
        assertThat(OwnershipCheck.check(ERIKA, List.of(), PROOF).reasons()).containsExactly(Reason.NO_ACCOUNT);
    }

    /** The libraries are optional: without them the check says what to add. */
    @Test
    void aMissingLibrarySaysWhatToAdd() throws Exception {
        URL core = OwnershipCheck.class.getProtectionDomain().getCodeSource().getLocation();
        ClassLoader withoutIcu = new ClassLoader(getClass().getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.startsWith("com.ibm.icu") || name.startsWith("io.github.kosmasdk")) {
                    throw new ClassNotFoundException(name);
                }
                return super.loadClass(name, resolve);
            }
        };
        try (URLClassLoader loader = new URLClassLoader(new URL[] {core}, withoutIcu)) {
            Class<?> claim = loader.loadClass(ClaimedOwner.class.getName());
            Class<?> bank = loader.loadClass(BankRecord.class.getName());
            Class<?> proof = loader.loadClass(ControlProof.class.getName());
            Method check = loader.loadClass(OwnershipCheck.class.getName()).getMethod("check", claim, bank, proof);
            Object claimed = claim.getMethod("of", String.class, String.class).invoke(null, "Erika Mustermann", IBAN);
            Object record = bank.getConstructors()[0].newInstance(
                    Optional.of("Erika Mustermann"),
                    Optional.of(IBAN),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            Object none = proof.getField("NONE").get(null);
            for (int i = 0; i < 2; i++) { // the second call meets a class that failed before
                assertThat(catchThrowable(() -> check.invoke(null, claimed, record, none)))
                        .cause()
                        .hasMessageContaining("add com.ibm.icu:icu4j and org.apache.commons:commons-text");
            }
        }
    }

    /** Compiled here, and shown in docs/kyc.md. */
    static String example(FlowStatus.Finished<AccountDetailsResult> finished, Instant finishedAt) {
        // kyc:begin
        ClaimedOwner claimed = ClaimedOwner.of("Erika Mustermann", "DE02120300000000202051");
        OwnershipResult result = OwnershipCheck.ofAccount(claimed, finished, finishedAt);
        String answer =
                switch (result.verdict()) {
                    case MATCH -> "Thank you, the account is verified.";
                    case CLOSE_MATCH -> "Did you mean " + result.nameToShow().orElseThrow() + "?";
                    case NO_MATCH -> "This is not your account.";
                    case NOT_POSSIBLE -> "We cannot check this account, please send us a statement.";
                };
        // kyc:end
        return answer;
    }

    @Test
    void theExampleIsTheOneThatTheDocumentationShows() throws Exception {
        String source = Files.readString(
                Path.of("src/test/java", OwnershipCheckTest.class.getName().replace('.', '/') + ".java"));
        String compiled = source.substring(
                source.indexOf("// kyc:begin\n") + "// kyc:begin\n".length(), source.indexOf("        // kyc:end\n"));
        assertThat(Files.readString(Path.of("../docs/kyc.md")))
                .contains("<!-- kyc:begin -->\n```java\n"
                        + compiled.stripTrailing().stripIndent() + "\n```\n<!-- kyc:end -->");
        assertThat(example(
                        finished(
                                AccountFlows.ACCOUNT_DETAILS, new AccountDetailsResult(account("E. Mustermann", IBAN))),
                        LOGIN))
                .isEqualTo("Did you mean E. Mustermann?");
    }

    /** As banks and customers might write to do harm: long, deep, strange. */
    @Test
    void hostileNamesEnd() {
        Stream.of(
                        "A ".repeat(2000),
                        "a".repeat(20_000),
                        "A & ".repeat(500),
                        "\ud800\udc00 \u202e",
                        "((((((",
                        "Dr. ".repeat(2000))
                .forEach(name -> {
                    assertThat(check("Erika Mustermann", name).verdict()).isNotEqualTo(Verdict.MATCH);
                    assertThat(check(name, "Erika Mustermann").verdict()).isNotEqualTo(Verdict.MATCH);
                });
    }

    private static OwnershipResult check(String claimed, String bank) {
        return OwnershipCheck.check(ClaimedOwner.of(claimed, IBAN), record(bank, IBAN), PROOF);
    }

    private static BankRecord record(String holder, String iban) {
        return BankRecord.of(account(holder, iban));
    }

    private static Account account(String holder, String iban) {
        return new Account(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(iban),
                Optional.of(holder),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static Address address(String country, String postalCode, String city) {
        return new Address(
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(postalCode),
                Optional.ofNullable(city),
                Optional.empty(),
                Optional.ofNullable(country));
    }

    private static <R> FlowStatus.Finished<R> finished(FlowType<R> type, R result) {
        Flow<R> flow = new Flow<>(
                type, "flow-0123456789", new ApiLink("https://api.example/xs2a/v1/sessions/s"), new ClientToken("t"));
        return new FlowStatus.Finished<>(flow, "FINISHED", result);
    }
}
