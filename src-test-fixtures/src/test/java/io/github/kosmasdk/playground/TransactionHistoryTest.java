package io.github.kosmasdk.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.playground.Bank.Connection;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class TransactionHistoryTest {
    private static final List<Account> ACCOUNTS =
            DemoAccounts.of(Bank.find("DE", "88888888").orElseThrow(), Connection.PSD2, "session", null);
    private static final LocalDate START = LocalDate.of(2026, 1, 1);

    private final TransactionHistory history = new TransactionHistory(1, 0);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void balanceAgreesWithWhatIsBookedOnEveryDay(int position) {
        Account account = ACCOUNTS.get(position);
        long before = history.balance(account, false, START) - booked(account, START);
        for (LocalDate day = START; day.isBefore(START.plusDays(70)); day = day.plusDays(1)) {
            assertThat(history.balance(account, false, day) - booked(account, day))
                    .as(day.toString())
                    .isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void theRichUserHasAsMuchAsTheBankAllows(int position) {
        Account account = ACCOUNTS.get(position);
        for (LocalDate day = START; day.isBefore(START.plusDays(730)); day = day.plusDays(1)) {
            assertThat(history.balance(account, true, day) - history.reserved(account, true, day) + account.limit())
                    .as(day.toString())
                    .isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void overdraftStaysWithinItsLimit(int position) {
        Account account = ACCOUNTS.get(position);
        for (LocalDate day = START; day.isBefore(START.plusDays(400)); day = day.plusDays(1)) {
            assertThat(history.balance(account, false, day) - history.reserved(account, false, day) + account.limit())
                    .as(day.toString())
                    .isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void everyDayHasPendingPayments(int position) {
        Account account = ACCOUNTS.get(position);
        for (LocalDate day = START; day.isBefore(START.plusDays(60)); day = day.plusDays(1)) {
            assertThat(history.reserved(account, false, day)).isPositive();
        }
    }

    /** The sum of all booked transactions as they are told on that day. */
    private long booked(Account account, LocalDate day) {
        long sum = 0;
        for (ObjectNode transaction : history.between(account, false, START.minusDays(5), day, day)) {
            if (transaction.path("state").asString().equals("PROCESSED")) {
                long amount = transaction.at("/amount/amount").asLong();
                sum += transaction.path("type").asString().equals("CREDIT") ? amount : -amount;
            }
        }
        return sum;
    }
}
