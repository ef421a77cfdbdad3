package io.github.kosmasdk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.kosmasdk.playground.Transfer.State;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TransferTimesTest {
    private final MovableClock clock = new MovableClock();
    private final KosmaPlayground playground = KosmaPlayground.builder()
            .inProcess()
            .formKeys(1)
            .clock(clock)
            .transferDuration(Duration.ofHours(2))
            .start();
    private final Books books = playground.books();
    private final Payer payer = new Payer(playground);
    private final JsonNode session = payer.session();

    @AfterEach
    void theBooksBalance() {
        books.assertBalanced();
        playground.close();
    }

    private String pay(long amount, String more, String user) {
        String order = Payer.order(Payer.CHECKING, amount, "r").strip().replaceFirst("^\\{", "{" + more);
        return payer.pay(session, order, user).text("/data/result/transfer_id");
    }

    private State state(String id) {
        return books.transfer(id).orElseThrow().state();
    }

    private long balance(String member) {
        return payer.result(session, "balances", "{\"iban\": \"" + Payer.CHECKING + "\"}")
                .at("/" + member + "/amount")
                .asLong();
    }

    private String newestRow(String member) {
        return payer.result(session, "transactions", "{\"iban\": \"" + Payer.CHECKING + "\"}")
                .at("/transactions/0/" + member)
                .asString("absent");
    }

    @Test
    void anAuthorisedTransferIsReservedThenBookedThenReceived() {
        payer.client.run(session, "accounts", "{}", "embedded");
        long balance = balance("balance");
        long available = balance("available");
        long reserved = balance("reserved");
        String id = pay(10_000, "", "");

        assertThat(state(id)).isEqualTo(State.AUTHORIZED);
        assertThat(balance("balance")).isEqualTo(balance);
        assertThat(balance("reserved")).isEqualTo(reserved + 10_000);
        assertThat(balance("available")).isEqualTo(available - 10_000);
        assertThat(newestRow("state")).isEqualTo("PENDING");
        assertThat(newestRow("transaction_id")).isEqualTo("absent");
        books.assertBalanced();

        clock.move(Duration.ofMinutes(59));
        assertThat(state(id)).isEqualTo(State.AUTHORIZED);

        clock.move(Duration.ofMinutes(1));
        assertThat(state(id)).isEqualTo(State.COMPLETED_DEBTOR);
        assertThat(balance("balance")).isEqualTo(balance - 10_000);
        assertThat(balance("reserved")).isEqualTo(reserved);
        assertThat(balance("available")).isEqualTo(available - 10_000);
        assertThat(newestRow("state")).isEqualTo("PROCESSED");
        books.assertBalanced();

        clock.move(Duration.ofHours(1));
        assertThat(state(id)).isEqualTo(State.COMPLETED_CREDITOR);
        assertThat(balance("available")).isEqualTo(available - 10_000);
    }

    @Test
    void aDateInTheFutureIsWaitedFor() {
        String id = pay(10_000, "\"preferred_date\": \"2026-11-25\",", "embedded");

        clock.move(Duration.ofHours(38).plusMinutes(59));
        assertThat(state(id)).isEqualTo(State.AUTHORIZED);
        clock.move(Duration.ofMinutes(1));
        assertThat(state(id)).isEqualTo(State.COMPLETED_DEBTOR);
    }

    @Test
    void whatTheBankRejectsBeforeTheBookingIsAvailableAgain() {
        String id = pay(10_000, "", "transfer-rejected");
        long available = balance("available");

        clock.move(Duration.ofHours(1));

        assertThat(state(id)).isEqualTo(State.REJECTED);
        assertThat(balance("available")).isEqualTo(available + 10_000);
        assertThat(books.transfer(id).orElseThrow().isExecuted()).isFalse();
        clock.move(Duration.ofDays(1));
        assertThat(state(id)).isEqualTo(State.REJECTED);
    }

    @Test
    void whatTheConsumerCancelsIsAvailableAgainAndCannotBeCanceledOnceBooked() {
        String canceled = pay(10_000, "", "embedded");
        long available = balance("available");

        books.cancel(canceled);
        String booked = pay(5_000, "", "");
        clock.move(Duration.ofHours(1));

        assertThat(state(canceled)).isEqualTo(State.CANCELED);
        assertThat(balance("available")).isEqualTo(available + 5_000);
        assertThatIllegalStateException()
                .isThrownBy(() -> books.cancel(booked))
                .withMessageContaining("COMPLETED_DEBTOR");
        assertThatIllegalStateException().isThrownBy(() -> books.reject(canceled));
        assertThatIllegalArgumentException().isThrownBy(() -> books.cancel("nothing"));
    }
}
