package io.github.kosmasdk.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.contract.KosmaContract;
import io.github.kosmasdk.playground.TestClient.Answer;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class BankDirectoryTest {
    private final KosmaPlayground playground =
            KosmaPlayground.builder().inProcess().formKeys(1).token("right").start();
    private final TestClient client = new TestClient(playground);

    @AfterEach
    void everythingKeptToTheContract() {
        KosmaContract.strict().assertValid(playground.exchanges());
    }

    private Answer get(String pathAndQuery) {
        return client.call("GET", client.url(pathAndQuery), null);
    }

    private Answer find(String body) {
        return client.call("POST", client.url("/v1/banks/get"), body);
    }

    private static List<String> names(Answer answer) {
        return answer.json()
                .path("banks")
                .valueStream()
                .map(bank -> bank.path("bank_name").asString())
                .toList();
    }

    @Test
    void everyCountryHasItsTestBanksAndInventedOnes() {
        Answer countries = get("/v1/countries");

        Set<String> codes = new HashSet<>();
        long banks = 0;
        for (JsonNode country : countries.json().path("countries")) {
            String code = country.path("country_code").asString();
            codes.add(code);
            Answer answer = client.call("GET", country.path("banks").asString(), null);
            assertThat(answer.json().path("banks"))
                    .as(code)
                    .hasSizeGreaterThan(10)
                    .allMatch(bank -> bank.path("country_code").asString().equals(code));
            banks += answer.json().at("/pagination/total").asLong();
            assertThat(answer.json()
                            .path("banks")
                            .valueStream()
                            .filter(bank -> bank.path("bank_name").asString().equals(Bank.NAME))
                            .map(bank -> bank.at("/bank_codes/0").asString()))
                    .containsExactlyElementsOf(
                            Bank.of(code).stream().map(Bank::bankCode).toList());
        }
        assertThat(codes)
                .containsExactlyInAnyOrder(
                        "AT", "BE", "DE", "DK", "ES", "FI", "FR", "GB", "IT", "NL", "NO", "PT", "SE", "SK");
        assertThat(banks).isGreaterThan(300);
    }

    @Test
    void noTwoBanksOfACountryShareNameOrCode() {
        for (String country : new BankDirectory(7).countries()) {
            List<DirectoryBank> banks = new BankDirectory(7)
                    .of(country).stream()
                            .filter(bank -> !bank.name().equals(Bank.NAME))
                            .toList();
            assertThat(banks).extracting(DirectoryBank::name).doesNotHaveDuplicates();
            assertThat(banks).flatExtracting(DirectoryBank::codes).doesNotHaveDuplicates();
            assertThat(banks)
                    .flatExtracting(DirectoryBank::bics)
                    .doesNotHaveDuplicates()
                    .allMatch(bic -> bic.toString().matches("[A-Z]{4}" + country + "[A-Z][1-9]XXX"));
        }
    }

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(new BankDirectory(3).all()).isEqualTo(new BankDirectory(3).all());
        assertThat(new BankDirectory(3).all()).isNotEqualTo(new BankDirectory(4).all());
    }

    @Test
    void theMostPopularComeFirst() {
        List<Integer> popularity = get("/v1/banks?country_code=DE")
                .json()
                .path("banks")
                .valueStream()
                .map(bank -> bank.path("popularity").intValue())
                .toList();

        assertThat(popularity).hasSize(62).isSortedAccordingTo((a, b) -> b - a);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 20, 61, 62, 1000})
    void pagesAreFollowedForthAndBack(int size) {
        List<String> all = names(get("/v1/banks?country_code=DE"));
        List<String> forth = new ArrayList<>();
        String next = client.url("/v1/banks?country_code=de&size=" + size);
        Answer page = null;
        while (!next.isEmpty()) {
            page = client.call("GET", next, null);
            assertThat(page.json().at("/pagination/count").intValue())
                    .isEqualTo(page.json().path("banks").size())
                    .isLessThanOrEqualTo(size);
            assertThat(page.json().at("/pagination/offset").intValue()).isEqualTo(forth.size());
            forth.addAll(names(page));
            next = page.text("/pagination/next");
        }
        int back = 0;
        while (!page.text("/pagination/prev").isEmpty()) {
            page = client.call("GET", page.text("/pagination/prev"), null);
            back++;
        }

        assertThat(forth).isEqualTo(all);
        assertThat(back).isEqualTo((all.size() - 1) / size);
        assertThat(page.json().at("/pagination/offset").intValue()).isZero();
    }

    @Test
    void transferMethodNarrowsAndStaysInTheLinks() {
        Answer all = get("/v1/banks?country_code=DE");
        Answer instant = get("/v1/banks?country_code=DE&transfer_method=SCT_INSTANT&size=5");
        Answer second = client.call("GET", instant.text("/pagination/next"), null);

        assertThat(instant.json().at("/pagination/total").intValue())
                .isLessThan(all.json().at("/pagination/total").intValue())
                .isGreaterThan(10);
        assertThat(instant.json().path("banks").valueStream())
                .allMatch(bank -> bank.path("transfer_methods").toString().contains("SCT_INSTANT"));
        assertThat(second.json().at("/pagination/total"))
                .isEqualTo(instant.json().at("/pagination/total"));
    }

    @Test
    void findsABankOverAllCountries() {
        JsonNode italian = get("/v1/banks?country_code=IT").json().at("/banks/5");
        String code = italian.at("/bank_codes/0").asString();
        String bic = italian.at("/bics/0").asString();
        String name = italian.path("bank_name").asString();

        assertThat(find("{\"bank_code\": \"%s\"}".formatted(code)).json().path("banks"))
                .contains(italian);
        assertThat(find("{\"bic\": \"%s\"}".formatted(bic)).json().path("banks"))
                .containsExactly(italian);
        assertThat(find("{\"bic\": \"%s\"}".formatted(bic.substring(0, 8)))
                        .json()
                        .path("banks"))
                .containsExactly(italian);
        assertThat(find("{\"bank_name\": \"%s\"}".formatted(name.toUpperCase(Locale.ROOT)))
                        .json()
                        .path("banks"))
                .contains(italian);
        assertThat(find("{\"bank_name\": \"testbank\", \"size\": 4, \"offset\": 1}")
                        .json()
                        .path("pagination")
                        .toString())
                .isEqualTo("{\"count\":4,\"total\":15,\"offset\":1}");
        assertThat(find("{\"bank_name\": \"no such bank\"}").json().path("banks"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/banks|400|PARAMETER_MISSING",
                "/v1/banks?country_code=DEU|400|COUNTY_CODE_INVALID",
                "/v1/banks?country_code=7|400|COUNTY_CODE_INVALID",
                "/v1/banks?country_code=AQ|404|COUNTRY_NOT_FOUND",
                "/v1/banks?country_code=DE&transfer_method=sct|400|TRANSFER_METHOD_INVALID",
                "/v1/banks?country_code=DE&size=1001|400|VALIDATION_ERROR",
                "/v1/banks?country_code=DE&size=0|400|VALIDATION_ERROR",
                "/v1/banks?country_code=DE&offset=-1|400|VALIDATION_ERROR",
                "/v1/banks?country_code=DE&offset=x|400|VALIDATION_ERROR",
            })
    void refusesInItsOwnFormat(String pathAndQuery, int status, String code) {
        assertRefused(get(pathAndQuery), status, code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|PARAMETER_MISSING",
                "{\"bank_name\": \"a\", \"size\": 1001}|VALIDATION_ERROR",
                "{\"bank_name\": 7}|VALIDATION_ERROR",
                "[]|VALIDATION_ERROR",
                "{\"bank_name\": \"a\", \"transfer_method\": \"GIRO\"}|TRANSFER_METHOD_INVALID",
            })
    void refusesASearch(String body, String code) {
        assertRefused(find(body), 400, code);
    }

    @Test
    void theTokenIsAskedForInItsOwnFormatToo() {
        KosmaPlayground.Answer wrong = playground.call(
                "GET",
                URI.create(client.url("/v1/countries")),
                Map.of("Authorization", "Token wrong", "Klarna-Correlation-Id", "c-1"),
                null);

        assertThat(wrong.status()).isEqualTo(403);
        assertThat(wrong.headers()).containsEntry("Klarna-Correlation-Id", "c-1");
        assertThat(wrong.body()).contains("API_TOKEN_INVALID").contains("\"correlation_id\":\"c-1\"");
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(status);
        assertThat(answer.text("/error_code")).isEqualTo(code);
        assertThat(answer.text("/correlation_id")).isEqualTo(answer.header("Klarna-Correlation-Id"));
        assertThat(answer.json().path("error_messages")).isNotEmpty();
    }
}
