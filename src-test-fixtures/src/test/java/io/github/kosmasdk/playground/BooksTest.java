package io.github.kosmasdk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.playground.Bank.Connection;
import io.github.kosmasdk.playground.Flow.State;
import io.github.kosmasdk.playground.Session.Login;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** The books must be able to tell that a bank goes wrong, which the playground never does. */
class BooksTest {
    private static final long AVAILABLE = 10_000;

    private final Books books = new Books(new MovableClock(), Duration.ofHours(1), false);
    private final Session session = new Session(SessionRequest.of(Body.of(TestClient.SESSION)));
    private final Login login = new Login(
            "embedded", DemoAccounts.of(Bank.find("DE", "88888888").orElseThrow(), Connection.PSD2, session.id, null));
    private final Account account = login.accounts().get(0);
    private final FlowRequest request = FlowRequest.of(
            FlowType.TRANSFER, Body.of(Payer.order(Payer.CHECKING, 6_000, "r")), LocalDate.of(2026, 11, 23));

    private Flow charged() {
        Flow flow = new Flow(session, FlowType.TRANSFER, request);
        books.start(flow, Payments.order(flow));
        books.charge(flow, login, account, AVAILABLE);
        return flow;
    }

    @Test
    void aTransferThatFinishedIsInOrder() {
        Flow flow = charged();

        books.authorise(flow, AVAILABLE);
        books.over(flow, State.FINISHED);

        books.assertBalanced();
        assertThat(books.reserved(login, account)).isEqualTo(6_000);
    }

    @Test
    void anAuthorisationThatIsMissingIsTold() {
        books.over(charged(), State.FINISHED);

        assertThatThrownBy(books::assertBalanced)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("was never authorised, but its flow is FINISHED");
    }

    @Test
    void anAuthorisationThatShouldNotBeIsTold() {
        Flow flow = charged();
        books.authorise(flow, AVAILABLE);

        assertThatThrownBy(books::assertBalanced).hasMessageContaining("was authorised, but its flow is running");
        books.over(flow, State.EXCEPTION);
        assertThatThrownBy(books::assertBalanced).hasMessageContaining("was authorised, but its flow is EXCEPTION");
    }

    @Test
    void aSecondAuthorisationIsTold() {
        Flow flow = charged();
        books.authorise(flow, 2 * AVAILABLE);
        books.authorise(flow, 2 * AVAILABLE);
        books.over(flow, State.FINISHED);

        assertThatThrownBy(books::assertBalanced).hasMessageContaining("was authorised 2 times");
    }

    @Test
    void whatIsReservedIsNotAvailableToTheNext() {
        Flow first = charged();
        Flow second = charged();
        books.authorise(first, AVAILABLE);

        assertThatExceptionOfType(FlowFailure.class)
                .isThrownBy(() -> books.authorise(second, AVAILABLE))
                .satisfies(failure -> assertThat(failure.code()).isEqualTo("USER.TRANSFER_DENIED.INSUFFICIENT_FUNDS"));
    }
}
