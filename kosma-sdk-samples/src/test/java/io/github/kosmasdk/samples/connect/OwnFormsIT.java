package io.github.kosmasdk.samples.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Forms of the application that were sent with too little or nonsense in them: they come back, and say what is missing. */
@ConnectTest
class OwnFormsIT {

    @LocalServerPort
    private int port;

    private static void wrongAt(HttpResponse<String> page, String field) {
        assertThat(page.body())
                .contains("href=\"#" + field + "\"")
                .containsPattern("<input id=\"" + field + "\"[^>]*aria-invalid=\"true\"")
                .containsPattern("<input id=\"" + field + "\"[^>]*aria-describedby=\"" + field + "-error\"")
                .contains("id=\"" + field + "-error\"");
    }

    @Test
    void anEmptyInvoiceIsAskedForAgain() {
        HttpResponse<String> page = new Person(port).submit("/pay", Map.of());
        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body()).contains("Please check the invoice", "Choose the bank to pay from");
        for (String field : new String[] {"name", "iban", "amount", "reference"}) {
            wrongAt(page, field);
        }
        assertThat(page.body()).contains("href=\"#bank\"", "href=\"#way\"", "Choose how you want to log in");
    }

    @ParameterizedTest
    @CsvSource({
        "amount, 12 Euro",
        "amount, 1e999999999",
        "amount, 1.005",
        "amount, -3",
        "amount, ''",
        "iban, DE89370400440532013001",
        "iban, 'DE89 3704 0044 0532 0130 00 or so'",
        "name, ''",
        "reference, ''"
    })
    void aMistakeInTheInvoiceIsToldAtItsFieldAndTheRestIsKept(String field, String value) {
        Map<String, String> invoice = invoice();
        invoice.put(field, value);
        HttpResponse<String> page = new Person(port).submit("/pay", invoice);
        assertThat(page.statusCode()).isEqualTo(422);
        wrongAt(page, field);
        invoice.remove("way");
        invoice.remove("country");
        invoice.forEach((name, kept) -> assertThat(page.body())
                .containsPattern("name=\"" + name + "\"[^>]* value=\"" + Pattern.quote(kept) + "\""));
        assertThat(page.body()).contains("Testbank, Germany").containsPattern("value=\"APP\" checked");
        assertThat(Pattern.compile("aria-invalid").matcher(page.body()).results())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "way, BOTH",
        "way, ''",
        "country, Germany",
        "country, ''",
        "code, ''",
        "code, <script>",
        "code, 00000001"
    })
    void aWayOrABankThatIsNoneIsAskedForAgain(String field, String value) {
        Map<String, String> invoice = invoice();
        invoice.put(field, value);
        HttpResponse<String> page = new Person(port).submit("/pay", invoice);
        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body())
                .contains("Please check the invoice", "Example Shop")
                .containsPattern(field.equals("way") ? "id=\"way-error\"" : "<p class=\"error\">[^<]*bank")
                .doesNotContain("<script>");
    }

    private static Map<String, String> invoice() {
        return new HashMap<>(Map.of(
                "name", "Example Shop",
                "iban", "DE89370400440532013000",
                "amount", "12.50",
                "reference", "Invoice 2",
                "country", "DE",
                "code", "88888888",
                "way", "APP"));
    }

    @Test
    void oneMayPayFromTheBankThatIsConnectedOrFromAnotherOne() {
        Person erika = new Person(port);
        assertThat(erika.get("/pay").body()).contains("formaction=\"/pay/bank\"", "Testbank, Germany");
        HttpResponse<String> banks = erika.get("/banks?pay=true");
        assertThat(banks.body()).contains("/pay?country=DE&amp;code=").doesNotContain("/connect?country");
        assertThat(erika.get("/banks").body())
                .contains("/connect?country=DE&amp;code=")
                .doesNotContain("/pay?country");
        HttpResponse<String> page = erika.get("/pay?country=AT&code=00000");
        assertThat(page.body()).contains("name=\"country\" value=\"AT\"", "name=\"code\" value=\"00000\"", "Austria");

        Person hans = new Person(port);
        HttpResponse<String> other = hans.submit("/connect", Map.of("country", "AT", "code", "00000", "way", "PAGES"));
        assertThat(hans.typesTheCode(hans.logsIn(other, "embedded")).uri().getPath())
                .isEqualTo("/accounts");
        assertThat(hans.get("/pay").body()).contains("name=\"country\" value=\"AT\"", "name=\"code\" value=\"00000\"");
    }

    @Test
    void whatWasTypedIsStillThereAfterAnotherBankWasChosen() {
        Person erika = new Person(port);
        Map<String, String> typed = invoice();
        typed.put("amount", "not yet known");
        typed.remove("way");
        HttpResponse<String> banks = erika.submit("/pay/bank", typed);
        assertThat(banks.uri()).hasPath("/banks").hasQuery("pay=true");

        HttpResponse<String> page = erika.get("/pay?country=AT&code=00000");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("value=\"Example Shop\"", "value=\"DE89370400440532013000\"", "value=\"Invoice 2\"")
                .contains("value=\"not yet known\"", "Austria")
                .doesNotContain("checked");
        assertThat(new Person(port).get("/pay").body()).as("somebody else's").doesNotContain("\"Invoice 2\"");
        erika.answers()
                .forEach(answer -> assertThat(answer.uri().toString())
                        .as("nothing personal stands in an address")
                        .doesNotContain("Example", "DE89", "Invoice"));

        typed.putAll(Map.of("amount", "12.50", "way", "PAGES"));
        assertThat(erika.submit("/pay", typed).uri().getPath()).startsWith("/login/");
        assertThat(erika.get("/pay").body()).as("that one is being paid").doesNotContain("\"Invoice 2\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "?country=&code=", "?country=Germany&code=1", "?country=DE", "?country=DE&code=%3Cb%3E"})
    void aBankThatIsNoneIsAskedForByItsCode(String query) {
        Person erika = new Person(port);
        HttpResponse<String> page = erika.get("/connect" + query);
        assertThat(page.statusCode()).isEqualTo(422);
        wrongAt(page, query.contains("Germany") ? "country" : "code");
        assertThat(page.body()).contains("action=\"/connect\"").doesNotContain("<b>");
        if (!query.isEmpty()) {
            assertThat(erika.get("/pay" + query).statusCode()).isEqualTo(query.equals("?country=&code=") ? 200 : 422);
        }
    }

    @Test
    void whoDoesNotSayHowToLogInIsAsked() {
        Person erika = new Person(port);
        for (String way : new String[] {"", "BOTH"}) {
            HttpResponse<String> page =
                    erika.submit("/connect", Map.of("country", "DE", "code", "88888888", "way", way));
            assertThat(page.statusCode()).isEqualTo(422);
            assertThat(page.body()).contains("Choose how you want to log in", "Agree and log in here");
        }
        assertThat(erika.submit("/connect", Map.of("way", "PAGES")).statusCode())
                .isEqualTo(422);
    }

    @Test
    void aBankThatTheServiceDoesNotKnowIsRefusedOnThePage() {
        HttpResponse<String> page =
                new Person(port).submit("/connect", Map.of("country", "DE", "code", "00000001", "way", "PAGES"));
        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body()).contains("This bank cannot be connected here", "Choose another bank");
    }

    @Test
    void anOwnerCheckWithNothingInItIsAskedForAgain() {
        Person erika = new Person(port);
        String consent = erika.connects();
        HttpResponse<String> page = erika.submit("/ownership", Map.of("name", " "));
        assertThat(page.statusCode()).isEqualTo(422);
        wrongAt(page, "name");
        wrongAt(page, "iban");
        assertThat(page.body()).contains("Choose the bank to ask");

        page = erika.submit("/ownership", Map.of("consent", consent, "name", "Hans <b>"));
        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body()).contains("value=\"Hans &lt;b&gt;\"").doesNotContain("name-error");
        wrongAt(page, "iban");
        page = erika.submit("/ownership", Map.of("consent", consent, "name", "Hans", "iban", "no IBAN"));
        assertThat(page.statusCode()).isEqualTo(200);
    }

    @Test
    void anAnswerToTheBankWithNothingOrNonsenseInItIsAskedForAgain() {
        Person erika = new Person(port);
        HttpResponse<String> method = erika.begins(Person.PAGES);
        String path = method.uri().getPath();
        assertThat(erika.submit(method, path, Map.of()).body()).contains(Person.form(method));
        assertThat(erika.answer(method, Map.of()).statusCode()).isEqualTo(422);
        assertThat(erika.answer(method, Map.of("field-0", "no-such-method")).statusCode())
                .isEqualTo(422);
        HttpResponse<String> credentials = erika.answer(method, Map.of("field-0", "de_testbank_bias"));
        HttpResponse<String> again = erika.answer(credentials, Map.of("field-0", "x".repeat(100_000)));
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.body()).contains("Please check what you entered");
        assertThat(erika.get(path + "?speed=fast").statusCode()).isEqualTo(400);
    }
}
