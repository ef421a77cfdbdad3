package io.github.kosmasdk.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.account.Transaction;
import io.github.kosmasdk.account.TransactionsResult;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

/** What answers become. */
class RecordDeserializerTest {

    private static final String AMOUNT = "'amount':{'amount':1,'currency':'EUR'}";

    private static List<Transaction> transactions(String... members) {
        String json = Stream.of(members).map(one -> "{" + one + "}").collect(Collectors.joining(","));
        return WireJson.<TransactionsResult>dataReader(TransactionsResult.class)
                .apply(Bodies.of(("{'data':{'transactions':[" + json + "]}}").replace('\'', '"')))
                .transactions();
    }

    private static String messageOf(String... members) {
        return WireJson.where(catchThrowableOfType(JacksonException.class, () -> transactions(members)));
    }

    @Test
    void whatIsAbsentIsNotTakenFromTheOneBefore() {
        Transaction bare = transactions(
                        AMOUNT
                                + ",'transaction_id':'t','booking_date':'2026-10-01','counter_party':{'iban':'i','bic':'B'},"
                                + "'bank_references':{'message':'m'},'state':'PENDING'",
                        AMOUNT)
                .get(1);
        assertThat(bare).isEqualTo(transactions(AMOUNT).get(0));
        assertThat(bare.amount()).isEqualTo(new Amount(1, "EUR"));
        assertThat(bare.transactionId()).isEmpty();
        assertThat(bare.bookingDate()).isEmpty();
        assertThat(bare.counterParty()).isEmpty();
        assertThat(bare.bankReferences()).isEmpty();
        assertThat(bare.state().value()).isEmpty();
    }

    @Test
    void whatIsNullIsAbsent() {
        assertThat(transactions(
                        AMOUNT + ",'transaction_id':null,'booking_date':null,'counter_party':null,'state':null"))
                .isEqualTo(transactions(AMOUNT));
    }

    @Test
    void aFailureNamesItsPlaceAndLeavesNothingBehind() {
        assertThat(messageOf(AMOUNT, "'reference':'r'")).isEqualTo("it does not fit at data.transactions[1]");
        assertThat(messageOf("'amount':{'currency':'EUR'}"))
                .isEqualTo("it does not fit at data.transactions[0].amount.amount");
        assertThat(messageOf("'amount':{'amount':1}")).isEqualTo("it does not fit at data.transactions[0].amount");
        assertThat(messageOf(AMOUNT + ",'counter_party':{'balance':[]}"))
                .isEqualTo("it does not fit at data.transactions[0].counter_party.balance");
        assertThat(transactions(AMOUNT).get(0).reference()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-10-01", "2026-12-31", "2024-02-29", "2026-02-28", "0001-01-01"})
    void dates(String date) {
        assertThat(transactions(AMOUNT + ",'date':'" + date + "'").get(0).date())
                .contains(LocalDate.parse(date));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026/01/01", "20x6-01-01", "01.10.2026"
            })
    void noDates(String date) {
        assertThat(messageOf(AMOUNT + ",'date':'" + date + "'"))
                .isEqualTo("it does not fit at data.transactions[0].date");
    }

    @Test
    void codesBecomeOneTextAndNumbersOfAccountsAreNotKept() {
        String members = AMOUNT + ",'counter_party':{'bic':'TESTDETT421','account_number':'0532013000',"
                + "'iban':'DE43000000005686751168'}";
        Transaction one = transactions(members).get(0);
        Transaction other = transactions(members).get(0);
        assertThat(one.amount().currency()).isSameAs(other.amount().currency());
        assertThat(one.counterParty().orElseThrow().bic().orElseThrow())
                .isSameAs(other.counterParty().orElseThrow().bic().orElseThrow());
        assertThat(one.counterParty().orElseThrow().iban().orElseThrow())
                .isNotSameAs(other.counterParty().orElseThrow().iban().orElseThrow());
        assertThat(one.counterParty().orElseThrow().accountNumber().orElseThrow())
                .isNotSameAs(other.counterParty().orElseThrow().accountNumber().orElseThrow());
    }

    @Test
    void codesThatShareAPlaceAreToldApart() {
        for (char a = 'A'; a <= 'Z'; a++) {
            for (char b = 'A'; b <= 'Z'; b++) {
                String currency = "" + a + b + 'X';
                assertThat(transactions(AMOUNT.replace("EUR", currency))
                                .get(0)
                                .amount()
                                .currency())
                        .isEqualTo(currency);
            }
        }
    }
}
