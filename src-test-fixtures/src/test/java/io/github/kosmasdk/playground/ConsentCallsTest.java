package io.github.kosmasdk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.kosmasdk.contract.KosmaContract;
import io.github.kosmasdk.playground.Consent.Counts;
import io.github.kosmasdk.playground.Consent.State;
import io.github.kosmasdk.playground.Consents.Trouble;
import io.github.kosmasdk.playground.TestClient.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ConsentCallsTest {
    private static final String TODAY = "2026-11-23";

    private static final MovableClock CLOCK = new MovableClock();
    private static final Instant START = CLOCK.instant();
    private static final KosmaPlayground SHARED = playground(settings -> settings);

    private KosmaPlayground playground = SHARED;

    private static KosmaPlayground playground(UnaryOperator<KosmaPlayground.Builder> settings) {
        return settings.apply(KosmaPlayground.builder().inProcess().formKeys(1).clock(CLOCK))
                .start();
    }

    @BeforeEach
    void fromTheBeginning() {
        SHARED.reset();
        CLOCK.move(Duration.between(CLOCK.instant(), START));
    }

    @AfterEach
    void everythingKeptToTheContract() {
        KosmaContract.strict().answersOnly().assertValid(playground.exchanges());
    }

    private ConsentUser user() {
        return ConsentUser.of(playground, ConsentUser.EVERYTHING, "embedded");
    }

    private Consent consent(ConsentUser user) {
        return playground.consents().find(user.id).orElseThrow();
    }

    private static void assertRefused(Answer answer, String code, boolean withToken) {
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(400);
        assertThat(answer.text("/error/code")).isEqualTo(code);
        assertThat(answer.json().propertyNames())
                .containsExactlyInAnyOrder(
                        withToken ? new String[] {"error", "consent_token"} : new String[] {"error"});
    }

    @Test
    void tellsWhatTheFlowsTellAndEveryCallReplacesTheToken() {
        ConsentUser user = user();
        String first = user.token;

        Answer accounts = user.unattended("accounts", null);
        Answer details = user.unattended("account_details", user.accountId(0));
        Answer balances = user.attended("balances", user.accountId(0));
        Answer transactions = user.transactions(user.accountId(0), "2026-10-01", TODAY);

        assertThat(user.urls.propertyNames())
                .containsExactlyInAnyOrder("accounts", "account_details", "balances", "transactions");
        assertThat(accounts.data().at("/result/accounts")).isEqualTo(user.sessionAccounts);
        assertThat(accounts.data().propertyNames()).containsExactlyInAnyOrder("result", "consent_token");
        assertThat(details.text("/data/result/account/iban")).isEqualTo(Payer.CHECKING);
        assertThat(balances.data().path("result").propertyNames())
                .containsExactlyInAnyOrder("balance", "available", "limit", "reserved");
        JsonNode flow = user.client
                .run(user.session, "transactions", """
                        {"account_id": "%s", "from_date": "2026-10-01", "to_date": "%s"}
                        """.formatted(user.accountId(0), TODAY), "")
                .data()
                .path("result");
        assertThat(transactions.data().at("/result/transactions")).isNotEmpty().isEqualTo(flow.path("transactions"));
        assertThat(transactions.text("/data/result/from_date")).isEqualTo("2026-10-01");
        assertThat(transactions.data().path("result").propertyNames())
                .containsExactlyInAnyOrder("transactions", "from_date", "to_date");
        Consent told = consent(user);
        assertThat(told.currentToken()).isEqualTo(user.token);
        assertThat(told.counts().calls()).isEqualTo(4);
        assertThat(told.counts().succeeded()).isEqualTo(4);
        assertThat(told.counts().mostAtOnce()).isEqualTo(1);
        assertThat(playground.consents().issuedTokens(user.id))
                .hasSize(5)
                .doesNotHaveDuplicates()
                .startsWith(first)
                .endsWith(user.token);
    }

    @Test
    void aConsentOutlivesItsSession() {
        ConsentUser user = user();
        user.client.call("DELETE", user.session.path("self").asString(), null);

        assertThat(user.unattended("balances", user.accountId(1)).status()).isEqualTo(200);
    }

    @Test
    void pagesHaveEveryTransactionOnceAndCountAsOneCall() {
        ConsentUser user = user();
        Answer all = user.transactions(user.accountId(0), "2026-10-01", TODAY);

        Answer page = user.unattended(
                "transactions",
                user.accountId(0),
                "from_date",
                "2026-10-01",
                "to_date",
                TODAY,
                "preferred_pagination_size",
                "7");
        List<String> paged = texts(page);
        int pages = 1;
        while (page.data().at("/result/pagination/next").has("offset")) {
            assertThat(page.data().at("/result/pagination/count").asInt()).isEqualTo(7);
            page = user.keep(user.post(
                    page.text("/data/result/pagination/url"),
                    user.body(null, false, "offset", page.text("/data/result/pagination/next/offset"))));
            assertThat(page.text("/data/result/from_date")).isEqualTo("2026-10-01");
            paged.addAll(texts(page));
            pages++;
        }

        assertThat(pages).isGreaterThan(5);
        assertThat(paged).isEqualTo(texts(all));
        assertThat(page.data().path("result").has("pagination")).isFalse();
    }

    private static List<String> texts(Answer page) {
        return new ArrayList<>(page.data()
                .at("/result/transactions")
                .valueStream()
                .map(JsonNode::toString)
                .toList());
    }

    @Test
    void anOffsetIsGoodForTheLatestPagesOfItsAccount() {
        ConsentUser user = user();
        String[] paged = {"from_date", "2026-10-01", "to_date", TODAY, "preferred_pagination_size", "7"};
        Answer first = user.attended("transactions", user.accountId(0), paged);
        Answer other = user.attended("transactions", user.accountId(1), paged);
        Answer again = user.attended("transactions", user.accountId(0), paged);

        Answer old = user.keep(next(user, first));

        assertRefused(old, "badRequest", false);
        assertThat(old.text("/error/errors/0/location")).isEqualTo("body.offset");
        assertThat(user.keep(next(user, again)).status()).isEqualTo(200);
        assertThat(user.keep(next(user, other)).status()).isEqualTo(200);
    }

    private static Answer next(ConsentUser user, Answer page) {
        return user.post(
                page.text("/data/result/pagination/url"),
                user.body(null, true, "offset", page.text("/data/result/pagination/next/offset")));
    }

    @Test
    void aSupersededTokenIsRefusedAndNoted() {
        ConsentUser user = user();
        String old = user.token;
        user.unattended("accounts", null);
        String latest = user.token;
        user.token = old;

        assertRefused(user.unattended("accounts", null), "CONSENT", false);
        user.token = "made.up.token";
        assertRefused(user.unattended("accounts", null), "CONSENT", false);

        user.token = latest;
        assertThat(user.unattended("accounts", null).status()).isEqualTo(200);
        Consent told = consent(user);
        assertThat(told.counts().supersededSent()).isEqualTo(1);
        assertThat(told.counts().supersededAccepted()).isZero();
        assertThat(told.counts().refused()).isEqualTo(Map.of("CONSENT", 2L));
        assertThat(told.counts().succeeded()).isEqualTo(2);
    }

    @Test
    void lenientlyTheTokenBeforeIsGoodForOneMoreUse() {
        playground = playground(settings -> settings.lenientConsentTokens());
        ConsentUser user = user();
        String old = user.token;
        user.attended("accounts", null);
        user.token = old;

        assertThat(user.attended("accounts", null).status()).isEqualTo(200);
        user.token = old;
        assertRefused(user.attended("accounts", null), "CONSENT", false);
        assertThat(consent(user).counts().supersededSent()).isEqualTo(2);
        assertThat(consent(user).counts().supersededAccepted()).isEqualTo(1);
    }

    @Test
    void theFifthCallWithoutTheConsumerIsRefusedUntilADayAfterTheFirst() {
        ConsentUser user = user();
        for (int i = 0; i < 4; i++) {
            assertThat(user.unattended("balances", user.accountId(0)).status()).isEqualTo(200);
            CLOCK.move(Duration.ofHours(1));
        }
        String latest = user.token;

        assertRefused(user.unattended("balances", user.accountId(0)), "CONSENT.LIMIT_EXCEEDED", false);
        assertThat(consent(user).currentToken()).isEqualTo(latest);
        assertThat(user.attended("balances", user.accountId(0)).status()).isEqualTo(200);
        assertThat(user.unattended("balances", user.accountId(1)).status()).isEqualTo(200);
        assertThat(user.unattended("account_details", user.accountId(0)).status())
                .isEqualTo(200);
        CLOCK.move(Duration.ofHours(20).minusMillis(1));
        assertRefused(user.unattended("balances", user.accountId(0)), "CONSENT.LIMIT_EXCEEDED", false);
        CLOCK.move(Duration.ofMillis(1));
        assertThat(user.unattended("balances", user.accountId(0)).status()).isEqualTo(200);
        assertRefused(user.unattended("balances", user.accountId(0)), "CONSENT.LIMIT_EXCEEDED", false);
    }

    @Test
    void theQuotaIsASettingAndIsNotUsedUpByWhatTheBankIsNotAsked() {
        playground = playground(settings -> settings.unattendedCallsPerDay(1));
        ConsentUser user = user();

        user.unattended("transactions", user.accountId(0), "from_date", "2020-01-01", "to_date", "2020-01-02");
        user.unattended("transactions", user.accountId(0), "from_date", TODAY);
        String[] today = {"from_date", TODAY, "to_date", TODAY};
        assertThat(user.unattended("transactions", user.accountId(0), today).status())
                .isEqualTo(200);
        assertRefused(user.unattended("transactions", user.accountId(0), today), "CONSENT.LIMIT_EXCEEDED", false);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KosmaPlayground.builder().unattendedCallsPerDay(0));
    }

    @Test
    void whatWasNotGrantedIsToldWithANewToken() {
        ConsentUser user = ConsentUser.of(
                playground,
                "\"accounts\": {}, \"balances\": {\"ibans\": [\"DE43 0000 0000 5686 7511 68\"]}",
                "embedded");
        String details = user.urls.path("balances").asString().replace("balances/get", "account-details/get");

        assertThat(user.urls.propertyNames()).containsExactlyInAnyOrder("accounts", "balances");
        assertRefused(
                user.keep(user.post(details, user.body(user.accountId(0), false))),
                "CONSENT.RESOURCE_NOT_GRANTED",
                true);
        assertRefused(user.attended("balances", "unknown"), "CONSENT.RESOURCE_NOT_GRANTED", true);
        assertRefused(user.attended("balances", user.accountId(1)), "CONSENT.RESOURCE_NOT_GRANTED", true);
        assertThat(user.attended("balances", user.accountId(0)).status()).isEqualTo(200);
        assertThat(consent(user).calls()).containsExactlyInAnyOrder("accounts", "balances");
    }

    @Test
    void anAccountWithoutTheCapabilityIsNotSupported() {
        ConsentUser user = user();

        assertThat(user.sessionAccounts.at("/4/capabilities/balances/available").asBoolean())
                .isFalse();
        assertRefused(user.attended("balances", user.accountId(4)), "NOT_SUPPORTED", true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2020-01-01|2020-02-01|\"transactions\": {}",
                "2026-11-01|2026-11-23|\"transactions\": {\"last_days\": 5}",
                "2026-11-01|2026-11-03|\"transactions\": {\"from_date\": \"2026-11-02\", \"to_date\": \"2026-11-20\"}",
                "2026-11-19|2026-11-21|\"transactions\": {\"from_date\": \"2026-11-02\", \"to_date\": \"2026-11-20\"}",
            })
    void daysOutsideOfScopeAndBankAreNotSupported(String from, String to, String scope) {
        ConsentUser user = ConsentUser.of(playground, scope, "embedded");

        assertRefused(user.transactions(user.accountId(0), from, to), "NOT_SUPPORTED.TRANSACTIONS_DATE_RANGE", true);
        assertThat(user.transactions(user.accountId(0), "2026-11-18", "2026-11-20")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aScopeOfLastDaysGoesWithTheTimeAndAWindowIsNarrowedToWhatTheBankKeeps() {
        ConsentUser user = ConsentUser.of(playground, "\"transactions\": {\"last_days\": 500}", "embedded");
        CLOCK.move(Duration.ofDays(10));

        Answer narrowed = user.transactions(user.accountId(0), "2026-01-01", "2026-12-03");

        assertThat(narrowed.text("/data/result/from_date")).isEqualTo("2026-08-05");
        assertThat(narrowed.text("/data/result/to_date")).isEqualTo("2026-12-03");
    }

    @Test
    void theBankCanRefuseEveryRange() {
        ConsentUser user = ConsentUser.of(playground, ConsentUser.EVERYTHING, "invalid-transactions-timerange");

        assertRefused(
                user.transactions(user.accountId(0), TODAY, TODAY), "NOT_SUPPORTED.TRANSACTIONS_DATE_RANGE", true);
    }

    @Test
    void aConsentEndsWithItsLifetimeOrBeforeOnDemand() {
        ConsentUser user = user();
        ConsentUser other = user();
        CLOCK.move(Duration.ofDays(30).minusMillis(1));
        assertThat(user.attended("accounts", null).status()).isEqualTo(200);
        playground.consents().expire(other.id);

        assertRefused(other.attended("accounts", null), "CONSENT.EXPIRED", false);
        assertThat(consent(user).state()).isEqualTo(State.ACTIVE);
        CLOCK.move(Duration.ofMillis(1));
        assertRefused(user.attended("accounts", null), "CONSENT.EXPIRED", false);
        assertThat(consent(user).state()).isEqualTo(State.EXPIRED);
        assertThat(consent(user).end()).isEqualTo(CLOCK.instant());
    }

    @Test
    void aRevokedConsentIsRefused() {
        ConsentUser user = user();
        playground.consents().revoke(user.id);

        assertRefused(user.attended("accounts", null), "CONSENT.REVOKED", false);
        playground.consents().expire(user.id);
        assertRefused(user.attended("accounts", null), "CONSENT.REVOKED", false);
        assertThat(consent(user).state()).isEqualTo(State.REVOKED);
        assertThat(consent(user).counts().refused()).isEqualTo(Map.of("CONSENT.REVOKED", 2L));
    }

    @Test
    void withoutALifetimeThereIsNoConsent() {
        ConsentUser user = ConsentUser.of(playground, "\"accounts\": {}, \"lifetime\": 0", "embedded");

        assertThat(user.id).isEmpty();
        assertThat(playground.consents().all()).isEmpty();
    }

    @Test
    void troubleMeetsTheCallsItIsMeantForAndThenPasses() {
        ConsentUser user = user();
        ConsentUser other = user();
        playground.consents().trouble(Trouble.of("BANK").onConsent(user.id).times(2));
        playground.consents().trouble(Trouble.of("CONSENT.EXPIRED").withoutToken());

        assertRefused(user.unattended("accounts", null), "BANK", true);
        assertRefused(user.attended("balances", user.accountId(0)), "BANK", true);
        String latest = user.token;
        assertRefused(user.attended("accounts", null), "CONSENT.EXPIRED", false);
        assertThat(other.attended("accounts", null).status()).isEqualTo(200);
        assertThat(user.token).isEqualTo(latest);
        assertThat(user.attended("accounts", null).status()).isEqualTo(200);
        assertThat(consent(user).state()).isEqualTo(State.ACTIVE);
        assertThat(playground.consents().totals().refused()).isEqualTo(Map.of("BANK", 2L, "CONSENT.EXPIRED", 1L));
    }

    @Test
    void troubleMeetsPagesTooButNoCallWithAWrongToken() {
        ConsentUser user = user();
        Answer page = user.attended(
                "transactions",
                user.accountId(0),
                "from_date",
                "2026-10-01",
                "to_date",
                TODAY,
                "preferred_pagination_size",
                "7");
        playground.consents().trouble(Trouble.of("MAINTENANCE"));
        String latest = user.token;
        user.token = "made.up.token";
        assertRefused(user.keep(next(user, page)), "CONSENT", false);
        user.token = latest;

        assertRefused(user.keep(next(user, page)), "MAINTENANCE", true);
        assertThat(user.keep(next(user, page)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void troubleNeedsACallToMeet(int times) {
        assertThatIllegalArgumentException().isThrownBy(() -> Trouble.of("BANK").times(times));
        assertThatIllegalArgumentException().isThrownBy(() -> Trouble.of(" "));
    }

    @Test
    void accountIdsStayUnlessTheyAreToldToChange() {
        ConsentUser steady = user();
        assertThat(steady.attended("accounts", null).data().at("/result/accounts"))
                .isEqualTo(steady.attended("accounts", null).data().at("/result/accounts"));
        playground = playground(settings -> settings.changingAccountIds());
        ConsentUser user = user();

        assertThat(user.attended("balances", user.accountId(0)).status()).isEqualTo(200);
        String first = user.attended("accounts", null).text("/data/result/accounts/0/id");
        assertRefused(user.attended("balances", user.accountId(0)), "CONSENT.RESOURCE_NOT_GRANTED", true);
        assertThat(user.attended("balances", first).status()).isEqualTo(200);
        String second = user.attended("accounts", null).text("/data/result/accounts/0/id");
        assertRefused(user.attended("balances", first), "CONSENT.RESOURCE_NOT_GRANTED", true);
        assertThat(user.attended("balances", second).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "accounts|{}|consent_token",
                "accounts|{\"consent_token\": \"x\", \"psu\": {}}|psu.user_agent,psu.ip_address",
                "account_details|{\"consent_token\": \"x\"}|account_id",
                "balances|{\"consent_token\": \"x\", \"account_id\": 7}|account_id",
                "transactions|{}|consent_token,account_id,from_date,to_date",
                "transactions|{\"consent_token\": \"x\", \"account_id\": \"x\", \"from_date\": \"2026-11-01\"}|to_date",
                "transactions|{\"consent_token\": \"x\", \"account_id\": \"x\", \"to_date\": \"2026-11-01\"}|from_date",
                "transactions|{\"consent_token\": \"x\", \"account_id\": \"x\", \"from_date\": 7, \"to_date\": \"x\","
                        + " \"preferred_pagination_size\": 0}|from_date,to_date,preferred_pagination_size",
                "transactions|{\"consent_token\": \"x\", \"account_id\": \"x\", \"from_date\": \"2026-11-02\","
                        + " \"to_date\": \"2026-11-01\"}|from_date",
                "list|{\"keys\": {}}|keys.aspsp_data,consent_token,offset",
            })
    void aBrokenRequestIsToldMemberByMemberAndUsesUpNoToken(String call, String body, String members) {
        ConsentUser user = user();
        String url = user.urls.path("transactions").asString().replace("/get", "/list");

        Answer refused =
                user.post(call.equals("list") ? url : user.urls.path(call).asString(), body);

        assertRefused(refused, "badRequest", false);
        assertThat(refused.json()
                        .at("/error/errors")
                        .valueStream()
                        .map(e -> e.path("location").asString().replaceFirst("body.", "")))
                .containsExactly(members.split(","));
        assertThat(user.attended("accounts", null).status()).isEqualTo(200);
    }

    @Test
    void theOneMemberThatIsMissingIsTheMessage() {
        ConsentUser user = user();

        Answer refused = user.post(user.urls.path("balances").asString(), user.body(null, true));

        assertThat(refused.text("/error/message")).isEqualTo("'account_id' is missing");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        ConsentUser user = user();
        String accounts = user.urls.path("accounts").asString();

        assertThat(user.post(accounts.replace(user.id, "nothing"), user.body(null, true))
                        .status())
                .isEqualTo(404);
        for (String path : List.of("transfer/get", "accounts/list", "accounts", "accounts/get/more", "insights/get")) {
            assertThat(user.post(accounts.replace("accounts/get", path), user.body(null, true))
                            .status())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(user.client.call("GET", accounts, null).status()).isEqualTo(405);
        playground.reset(); // the description has none of these addresses
        assertThatIllegalArgumentException()
                .isThrownBy(() -> playground.consents().revoke("nothing"))
                .withMessageContaining("nothing");
        assertThat(playground.consents().find("nothing")).isEmpty();
        assertThat(playground.consents().ofSession("nothing")).isEmpty();
    }

    @Test
    void theBooksKnowAllConsentsUntilTheReset() {
        ConsentUser first = user();
        ConsentUser second = user();
        second.attended("accounts", null);

        assertThat(playground.consents().all()).extracting(Consent::id).containsExactly(first.id, second.id);
        assertThat(playground
                        .consents()
                        .ofSession(first.session.path("session_id").asString()))
                .contains(consent(first));
        assertThat(consent(first).user()).isEqualTo("embedded");
        assertThat(consent(first).since()).isEqualTo(CLOCK.instant());
        assertThat(playground.consents().totals().tokensIssued()).isEqualTo(3);
        Set<String> tokens = new HashSet<>(playground.consents().issuedTokens(first.id));
        tokens.addAll(playground.consents().issuedTokens(second.id));
        assertThat(tokens).hasSize(3);
        playground.consents().trouble(Trouble.of("BANK"));
        playground.reset();
        assertThat(playground.consents().all()).isEmpty();
        assertThat(user().attended("accounts", null).status()).isEqualTo(200);
    }

    @Test
    void manyUsersAtOnceWhoTakeTurnsLeaveBooksThatAddUp() throws Exception {
        List<ConsentUser> users = List.of(user(), user(), user());
        playground.consents().trouble(Trouble.of("BANK").times(40));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                ConsentUser user = users.get(i % users.size());
                calls.add(() -> {
                    int status;
                    synchronized (user) {
                        status = user.attended("balances", user.accountId(0)).status();
                    }
                    assertThat(playground
                                    .consents()
                                    .ofSession(user.session.path("session_id").asString()))
                            .isPresent();
                    return status;
                });
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> status : threads.invokeAll(calls)) {
                statuses.add(status.get());
            }

            Counts totals = playground.consents().totals();
            assertThat(statuses).filteredOn(status -> status == 200).hasSize(360);
            assertThat(totals.calls()).isEqualTo(400);
            assertThat(totals.succeeded()).isEqualTo(360);
            assertThat(totals.refused()).isEqualTo(Map.of("BANK", 40L));
            assertThat(totals.tokensIssued()).isEqualTo(403);
            assertThat(totals.supersededSent()).isZero();
            assertThat(totals.mostAtOnce()).isEqualTo(1);
            assertThat(users)
                    .allSatisfy(user -> assertThat(consent(user).currentToken()).isEqualTo(user.token));
        } finally {
            threads.shutdownNow();
        }
    }
}
