package io.github.kosmasdk.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.playground.TestClient.Answer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class LoginIT {
    @RegisterExtension
    static final KosmaPlaygroundExtension KOSMA =
            KosmaPlaygroundExtension.with(settings -> settings.slowDelay(Duration.ofMillis(1)));

    private static final String USER_NAME = "bias.apis.forms.elements.UsernameElement";
    private static final String OTP = "bias.apis.forms.elements.OtpElement";

    private TestClient client = new TestClient(KOSMA.playground());

    @BeforeEach
    void connect(KosmaPlayground playground) {
        client = new TestClient(playground);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "embedded",
                "Erika",
                "redirect",
                "decoupled",
                "slow",
                "acin-demo-data",
                "validate-ip",
                "validate-ip-no-v6",
                "invalid-transactions-timerange"
            })
    void finishesWithTheAccountsOfTheTestBank(String user) {
        Answer flow = client.run(client.session(), "accounts", "{}", user);

        assertThat(flow.status()).isEqualTo(200);
        assertThat(flow.text("/data/state")).isEqualTo("FINISHED");
        assertThat(flow.text("/data/result/type")).isEqualTo("accounts");
        assertThat(flow.json().at("/data/result/accounts"))
                .extracting(account -> account.path("iban").asString())
                .containsExactly(
                        "DE43000000005686751168",
                        "DE18000000006636981175",
                        "DE55000000004896641138",
                        "DE28000000008746441159",
                        "DE90000000008116641159");
        assertThat(flow.data().has("error")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "wrong, USER.ACCESS_DENIED.CREDENTIALS, USER.ACCESS_DENIED.CREDENTIALS",
        "bank-technical, BANK, BANK",
        "technical, TECHNICAL, TECHNICAL",
        "bank-maintenance, MAINTENANCE, MAINTENANCE",
        "configuration-expected, USER.CONFIGURATION, USER.CONFIGURATION",
        "decoupled-failed, USER.ACCESS_DENIED, USER.ACCESS_DENIED",
    })
    void failsAsTheKeywordSays(String user, String flowCode, String authCode) {
        JsonNode session = client.session();
        JsonNode flow = client.startFlow(session, "accounts", "{}");

        Answer end = client.consumer(flow).as(user).toTheEnd();
        Answer told = client.call("GET", flow.path("self").asString(), null);

        assertThat(end.text("/data/state")).isEqualTo("EXCEPTION");
        assertThat(end.text("/data/result/error/code")).isEqualTo(authCode);
        assertThat(told.text("/data/state")).isEqualTo("EXCEPTION");
        assertThat(told.text("/data/error/code")).isEqualTo(flowCode);
        assertThat(told.text("/data/error/message")).isNotBlank();
        assertThat(told.text("/data/client_token")).isNotBlank();
        assertThat(told.data().has("result")).isFalse();
    }

    @Test
    void hidesDetailsOfSomeErrorsFromTheConsumerOnly() {
        JsonNode flow = client.startFlow(client.session(), "transactions", "{}");

        Answer end = client.consumer(flow).as("invalid-transactions-timerange").toTheEnd();
        Answer told = client.call("GET", flow.path("self").asString(), null);

        assertThat(end.text("/data/result/error/code")).isEqualTo("NOT_SUPPORTED");
        assertThat(told.text("/data/error/code")).isEqualTo("NOT_SUPPORTED.TRANSACTIONS_DATE_RANGE");
    }

    @Test
    void embeddedLoginAsksStepByStepUnderAChangingAddress() {
        JsonNode flow = client.startFlow(client.session(), "accounts", "{}");
        Consumer consumer = client.consumer(flow).as("embedded");

        Answer end = consumer.toTheEnd();

        assertThat(flow.path("state").asString()).isEqualTo("CONSUMER_INPUT_NEEDED");
        assertThat(consumer.seen()).hasSize(4);
        assertThat(consumer.seen().get(0).text("/data/result/form/elements/0/key"))
                .isEqualTo("interface");
        assertThat(consumer.seen().get(1).text("/data/result/form/elements/0/key"))
                .isEqualTo(USER_NAME);
        assertThat(consumer.seen().get(2).text("/data/result/form/elements/0/content/1/key"))
                .isEqualTo(OTP);
        assertThat(end.response().body()).isEqualTo("{\"data\":{\"state\":\"FINISHED\"}}");
        assertThat(consumer.seen().subList(0, 3))
                .extracting(answer -> answer.text("/data/next"))
                .doesNotHaveDuplicates();
        assertThat(consumer.seen().subList(0, 3))
                .extracting(answer -> answer.text("/data/result/key"))
                .doesNotHaveDuplicates();
        assertThat(consumer.seen())
                .allSatisfy(answer ->
                        assertThat(answer.header("Klarna-Correlation-Id")).isNotBlank());
    }

    @Test
    void readingAgainShowsTheSameFormUnderTheSameKey() {
        Consumer consumer = client.consumer(client.startFlow(client.session(), "accounts", "{}"));

        assertThat(consumer.look().json()).isEqualTo(consumer.look().json());
    }

    @Test
    void refusesAnAnswerToAStepThatIsOver() {
        Consumer consumer = client.consumer(client.startFlow(client.session(), "accounts", "{}"))
                .as("embedded");
        Answer first = consumer.look();
        Answer second = consumer.fillIn(first);

        Answer late = client.call("POST", consumer.authUrl(), Consumer.encrypted(second, consumer.plaintext(second)));

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text("/error/code")).isEqualTo("CONFLICT");
        assertThat(consumer.look().json()).isEqualTo(second.json());
    }

    @Test
    void bankIsChosenWhenTheSessionNamesNone() {
        JsonNode session = client.startSession("{\"psu\": {\"user_agent\": \"a\", \"ip_address\": \"::1\"}}")
                .data();
        JsonNode flow = client.startFlow(session, "accounts", "{}");
        Consumer consumer = client.consumer(flow).as("embedded");
        Answer first = consumer.look();

        assertThat(first.text("/data/result/context")).isEqualTo("bank_selection");
        assertThat(client.call("GET", session.path("self").asString(), null)
                        .data()
                        .has("bank"))
                .isFalse();
        Answer unknown = consumer.post(first, "{\"bank_code\": \"1\", \"country_code\": \"DE\"}");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.text("/error/message")).isEqualTo("Selected bank not allowed for this user");
        Answer nothing = consumer.post(first, "{}");
        assertThat(nothing.json().at("/error/errors"))
                .extracting(error -> error.path("location").asString())
                .containsExactly("body.bank_code", "body.country_code");
        assertThat(consumer.toTheEnd().text("/data/state")).isEqualTo("FINISHED");
        assertThat(client.call("GET", session.path("self").asString(), null).text("/data/bank/bank_code"))
                .isEqualTo("00000");
    }

    @Test
    void invalidUserNameComesBackWithAnErrorAndCanBeCorrected() {
        Consumer consumer = client.consumer(client.startFlow(client.session(), "accounts", "{}"))
                .as("invalid");

        Answer again = consumer.afterForms(2);

        assertThat(again.text("/data/state")).isEqualTo("CONSUMER_INPUT_NEEDED");
        assertThat(again.json()
                        .at("/data/result/form/elements/0/validation_error/pattern")
                        .asBoolean())
                .isTrue();
        assertThat(again.text("/data/result/form/form_identifier"))
                .isNotEqualTo(consumer.seen().get(1).text("/data/result/form/form_identifier"));
        assertThat(again.text("/data/next")).isEqualTo(consumer.seen().get(1).text("/data/next"));
        assertThat(consumer.as("embedded").toTheEnd().text("/data/state")).isEqualTo("FINISHED");
    }

    @Test
    void otpOfAnythingButDigitsComesBackWithAnError() {
        Consumer consumer = client.consumer(client.startFlow(client.session(), "accounts", "{}"))
                .as("embedded")
                .answer(OTP, "12a45");

        Answer again = consumer.afterForms(3);

        assertThat(again.json()
                        .at("/data/result/form/elements/0/content/1/validation_error/numeric_only")
                        .asBoolean())
                .isTrue();
        assertThat(consumer.answer(OTP, "1").toTheEnd().text("/data/state")).isEqualTo("FINISHED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"\"|required",
                "null|required",
                "17|type",
            })
    void brokenUserNameIsToldByRule(String value, String rule) {
        Consumer consumer = client.consumer(client.startFlow(client.session(), "accounts", "{}"))
                .answer(USER_NAME, TestClient.MAPPER.readTree(value));

        Answer again = consumer.afterForms(2);

        assertThat(again.json()
                        .at("/data/result/form/elements/0/validation_error/" + rule)
                        .asBoolean())
                .isTrue();
        assertThat(again.json().at("/data/result/form/elements/1").has("validation_error"))
                .isFalse();
    }

    @Test
    void shortPasswordIsToldByRule() {
        Consumer consumer = client.consumer(client.startFlow(client.session(), "accounts", "{}"))
                .as("embedded")
                .answer("bias.apis.forms.elements.PasswordElement", "1234");

        assertThat(consumer.afterForms(2)
                        .json()
                        .at("/data/result/form/elements/1/validation_error/min_length")
                        .asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"nobody\"|/validation_error/valid_options",
                "[]|/allow_selected/validation_error/allow_selected_min",
                "[\"de_testbank_bias\",\"de_testbank\"]|/allow_selected/validation_error/allow_selected_max",
                "{}|/validation_error/type",
            })
    void brokenChoiceIsToldByRule(String value, String pointer) {
        Consumer consumer = client.consumer(client.startFlow(client.session(), "accounts", "{}"))
                .answer("interface", TestClient.MAPPER.readTree(value));

        assertThat(consumer.afterForms(1)
                        .json()
                        .at("/data/result/form/elements/0" + pointer)
                        .asBoolean())
                .isTrue();
    }

    @Test
    void choiceMayBeAnsweredWithAList() {
        Consumer consumer = client.consumer(client.startFlow(client.session(), "accounts", "{}"))
                .as("embedded")
                .answer("interface", TestClient.MAPPER.readTree("[\"de_testbank\"]"));

        assertThat(consumer.toTheEnd().text("/data/state")).isEqualTo("FINISHED");
    }

    @Test
    void unreadableAnswersAreClearErrorsAndLeaveTheFormAsItIs() {
        Consumer consumer = client.consumer(client.startFlow(client.session(), "accounts", "{}"))
                .as("embedded");
        Answer form = consumer.look();
        String plaintext = consumer.plaintext(form);
        String good = Consumer.encrypted(form, plaintext);
        String otherKey = FormKey.fresh().toJwt();

        List<String> refused = List.of(
                "",
                "{}",
                "[]",
                "{\"ct\": ",
                plaintext,
                "{\"interface\": \"de_testbank\"}",
                "{\"ct\": \"x\", \"iv\": \"y\", \"ek\": \"z\"}",
                "{\"ct\": \"AAAA\", \"iv\": \"000102030405060708090a0b0c0d0e0f\", \"ek\": \"AAAA\"}",
                good.replaceFirst("\"ct\":\"....", "\"ct\":\"AAAA").replaceFirst("==\"", "\""),
                good.replaceFirst("\"iv\":\"[0-9a-f]+\"", "\"iv\":\"00\""),
                good.replaceFirst("\"iv\":\"[0-9a-f]+\",", ""),
                Consumer.encrypted(otherKey, plaintext, false),
                Consumer.encrypted(form, "not json"),
                Consumer.encrypted(form, "[]"),
                Consumer.encrypted(form, "{\"data\": []}"),
                Consumer.encrypted(form, "{\"form_identifier\": \"1\", \"data\": []}"),
                Consumer.encrypted(form, plaintext.replace("\"data\"", "\"dta\"")));

        for (String body : refused) {
            Answer answer = consumer.post(form, body);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.text("/error/code")).isEqualTo("badRequest");
            assertThat(answer.text("/error/message")).isNotBlank();
        }
        assertThat(consumer.look().json()).isEqualTo(form.json());
        assertThat(consumer.post(form, good).status()).isEqualTo(200);
    }

    @Test
    void formIsAnsweredOnlyOnceUnderItsKey() {
        Consumer consumer = client.consumer(client.startFlow(client.session(), "accounts", "{}"))
                .as("invalid");
        Answer login = consumer.afterForms(1);
        String answered = Consumer.encrypted(login, consumer.plaintext(login));

        assertThat(consumer.post(login, answered).status()).isEqualTo(200);
        assertThat(consumer.post(login, answered).status()).isEqualTo(400);
    }

    @Test
    void whiteLabelKeysBesideAnEncryptedAnswerAreAccepted() {
        Consumer consumer = client.consumer(client.startFlow(client.session(), "accounts", "{}"));
        Answer form = consumer.look();
        String body = Consumer.encrypted(form.text("/data/result/key"), consumer.plaintext(form), true);

        Answer next =
                consumer.post(form, body.replaceFirst("\\{", "{\"keys\": {\"hsm\": \"\", \"aspsp_data\": \"\"},"));

        assertThat(next.text("/data/result/form/elements/0/key")).isEqualTo(USER_NAME);
    }

    @Test
    void redirectLeadsOverTheBankPageBackToTheReturnUrl() {
        Consumer consumer = client.consumer(client.startFlow(client.session(), "accounts", "{}"))
                .as("redirect");
        Answer redirect = consumer.afterForms(2);
        String bankUrl = redirect.text("/data/result/redirect/url");

        assertThat(redirect.text("/data/result/context")).isEqualTo("authentication");
        assertThat(bankUrl).startsWith(KOSMA.playground().authBaseUrl() + "/bank/authorize?");
        Answer page = client.call("GET", bankUrl, null);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.response().body()).contains("id=\"approve\"", "id=\"deny\"");
        String returnUrl = consumer.visitBank(bankUrl + "&result=success");
        assertThat(returnUrl).matches("https://shop\\.example/return\\?order=7&state=[0-9a-v]{8}&result=success#top");
        assertThat(consumer.comeBack(redirect, returnUrl).text("/data/state")).isEqualTo("FINISHED");
    }

    @Test
    void redirectAcceptsTheBankUrlWithTheResultAppended() {
        Consumer consumer = client.consumer(client.startFlow(client.session(), "accounts", "{}"))
                .as("redirect");
        Answer redirect = consumer.afterForms(2);

        Answer end = consumer.comeBack(redirect, redirect.text("/data/result/redirect/url") + "&result=success");

        assertThat(end.text("/data/state")).isEqualTo("FINISHED");
    }

    @Test
    void redirectWithAnotherIdIsRefused() {
        Consumer consumer = client.consumer(client.startFlow(client.session(), "accounts", "{}"))
                .as("redirect");
        Answer redirect = consumer.afterForms(2);

        Answer refused = consumer.post(
                redirect, "{\"redirect_id\": \"x\", \"return_url\": \"https://shop.example/?result=success\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/errors/0/location")).isEqualTo("body.redirect_id");
    }

    @Test
    void deniedRedirectAsksForTheLoginAgain() {
        Consumer consumer = client.consumer(client.startFlow(client.session(), "accounts", "{}"))
                .as("redirect");
        Answer redirect = consumer.afterForms(2);
        String returnUrl = consumer.visitBank(redirect.text("/data/result/redirect/url") + "&result=failure");

        Answer login = consumer.comeBack(redirect, returnUrl);

        assertThat(login.text("/data/state")).isEqualTo("CONSUMER_INPUT_NEEDED");
        assertThat(login.text("/data/result/error/code")).isEqualTo("USER.ABORTED");
        assertThat(login.text("/data/result/form/elements/0/key")).isEqualTo(USER_NAME);
        assertThat(consumer.as("embedded").toTheEnd().text("/data/state")).isEqualTo("FINISHED");
    }

    @Test
    void redirectWithoutAReturnUrlFailsTheFlow() {
        String withoutReturnUrl = TestClient.SESSION.replaceFirst(",\\s*\"redirect_return_url\".*", "}");
        JsonNode session = client.startSession(withoutReturnUrl).data();

        Answer flow = client.run(session, "accounts", "{}", "redirect");

        assertThat(flow.text("/data/state")).isEqualTo("EXCEPTION");
        assertThat(flow.text("/data/error/message")).contains("redirect_return_url");
    }

    @Test
    void decoupledLoginGoesOnAfterAFewPolls() {
        Set<Integer> polls = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            Consumer consumer = client.consumer(client.startFlow(client.session(), "accounts", "{}"))
                    .as("decoupled");
            assertThat(consumer.toTheEnd().text("/data/state")).isEqualTo("FINISHED");
            polls.add((int) consumer.seen().stream()
                    .filter(answer -> answer.text("/data/state").equals("PROCESSING"))
                    .peek(answer -> assertThat(answer.text("/data/result/type")).isEqualTo("poll"))
                    .count());
        }
        assertThat(polls).containsExactlyInAnyOrder(2, 3, 4);
    }

    @Test
    void abortedDecoupledLoginAsksForTheLoginAgain() {
        Consumer consumer = client.consumer(client.startFlow(client.session(), "accounts", "{}"))
                .as("decoupled-abort");
        Answer latest = consumer.afterForms(2);
        while (latest.text("/data/state").equals("PROCESSING")) {
            latest = consumer.look();
        }

        assertThat(latest.text("/data/result/error/code")).isEqualTo("USER.ABORTED");
        assertThat(consumer.as("embedded").toTheEnd().text("/data/state")).isEqualTo("FINISHED");
    }

    @ParameterizedTest
    @CsvSource({
        "validate-ip, 203.0.113.17, FINISHED",
        "validate-ip, 2001:db8::17, FINISHED",
        "validate-ip, not-an-ip, EXCEPTION",
        "validate-ip, 300.1.1.1, EXCEPTION",
        "validate-ip-no-v6, 203.0.113.17, FINISHED",
        "validate-ip-no-v6, 2001:db8::17, EXCEPTION",
    })
    void ipAddressOfTheConsumerIsValidated(String user, String ip, String state) {
        JsonNode session = client.startSession(TestClient.SESSION.replace("203.0.113.17", ip))
                .data();

        assertThat(client.run(session, "accounts", "{}", user).text("/data/state"))
                .isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({
        "AT, 00000",
        "BE, 999",
        "DK, 0000",
        "ES, 9999",
        "FI, 999",
        "FR, 00000",
        "GB, 000000",
        "IT, 00000",
        "NL, TEST",
        "NO, 0000",
        "PT, 0000",
        "SE, 00000",
        "SK, 0000",
        "de, 00000",
    })
    void everyCountryHasATestBank(String country, String bankCode) {
        JsonNode session = client.startSession(TestClient.SESSION
                        .replace("\"DE\"", "\"" + country + "\"")
                        .replace("88888888", bankCode))
                .data();
        JsonNode flow = client.startFlow(session, "balances", "{}");
        Consumer consumer = client.consumer(flow).as("wrong".repeat(country.equals("de") ? 2 : 1));
        consumer.answer("interface", country.toLowerCase(Locale.ROOT) + "_testbank_bias");

        assertThat(consumer.toTheEnd().text("/data/state")).isEqualTo("FINISHED");
        Answer told = client.call("GET", flow.path("self").asString(), null);
        assertThat(told.json().at("/data/result/available/amount").isIntegralNumber())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"PREFER_PSD2, 2", "prefer_fallback, 2", "force_psd2, 0", "FORCE_FALLBACK, 0"})
    void loginMethodIsAskedUnlessTheSessionForcesOne(String access, int options) {
        JsonNode session = client.startSession(
                        TestClient.SESSION.replaceFirst("\\{", "{\"aspsp_access\": \"" + access + "\","))
                .data();

        Answer first =
                client.consumer(client.startFlow(session, "accounts", "{}")).look();

        assertThat(first.json().at("/data/result/form/elements/0/options")).hasSize(options);
    }

    @Test
    void numberOfGeneratedAccountsIsAsked() {
        JsonNode session = client.startSession(
                        TestClient.SESSION.replace("\"DE\"", "\"GB\"").replace("88888888", "000000"))
                .data();
        JsonNode flow = client.startFlow(session, "accounts", "{}");
        client.consumer(flow)
                .as("anybody")
                .answer("interface", "gb_testbank")
                .answer("bias.apis.forms.elements.PasswordElement", "generate-new-accounts17")
                .toTheEnd();

        Answer told = client.call("GET", flow.path("self").asString(), null);

        assertThat(told.json().at("/data/result/accounts")).hasSize(17);
        assertThat(told.text("/data/result/accounts/0/alias")).isEqualTo("Generated Account #0");
        assertThat(told.text("/data/result/accounts/16/holder_name")).isEqualTo("Person #16");
    }

    @Test
    void bankIdIsConfirmedElsewhere() {
        JsonNode session = client.startSession(
                        TestClient.SESSION.replace("\"DE\"", "\"SE\"").replace("88888888", "00000"))
                .data();
        Consumer consumer = client.consumer(client.startFlow(session, "accounts", "{}"))
                .as("bankid")
                .answer("interface", "se_testbank_bias");

        assertThat(consumer.afterForms(2).text("/data/state")).isEqualTo("PROCESSING");
        assertThat(consumer.toTheEnd().text("/data/state")).isEqualTo("FINISHED");
    }

    @Test
    void flowThatIsOverTakesNoMoreAnswers() {
        JsonNode session = client.session();
        JsonNode flow = client.startFlow(session, "accounts", "{}");
        Consumer consumer = client.consumer(flow).as("embedded");
        Answer form = consumer.look();
        client.call("DELETE", flow.path("self").asString(), null);

        assertThat(consumer.look().response().body()).isEqualTo("{\"data\":{\"state\":\"ABORTED\"}}");
        assertThat(consumer.fillIn(form).status()).isEqualTo(409);
        client.call("DELETE", session.path("self").asString(), null);
        assertThat(consumer.look().status()).isEqualTo(404);
        assertThat(client.call("GET", consumer.authUrl() + "x", null).status()).isEqualTo(404);
        assertThat(client.call("DELETE", consumer.authUrl(), null).status()).isEqualTo(404);
    }
}
