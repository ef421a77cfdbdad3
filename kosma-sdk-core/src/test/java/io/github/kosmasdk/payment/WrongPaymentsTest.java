package io.github.kosmasdk.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.kosmasdk.GeneratedDoc;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every payment of {@code wrong-payments.txt} is refused before it is sent, and says all that is wrong with it. */
class WrongPaymentsTest {

    static List<WrongPayment> wrongPayments() throws IOException {
        return WrongPayment.all();
    }

    @ParameterizedTest
    @MethodSource("wrongPayments")
    void says(WrongPayment payment) {
        InvalidTransferException refused = catchThrowableOfType(InvalidTransferException.class, payment::build);

        assertThat(refused.problems()).extracting(TransferProblem::toString).containsExactlyElementsOf(payment.says());
        assertThat(refused)
                .hasMessage("This transfer cannot be started: " + String.join("; ", payment.says()))
                .message()
                .doesNotContain("DE43", "5686751168");
    }

    @Test
    void theGoodOneIsGood() {
        assertThat(WrongPayment.build(WrongPayment.good()).amount()).isEqualTo(WrongPayment.goodAmount());
    }

    @Test
    void thereAreEnough() throws IOException {
        assertThat(wrongPayments())
                .hasSizeGreaterThanOrEqualTo(40)
                .extracting(WrongPayment::title)
                .doesNotHaveDuplicates();
    }

    @Test
    void theDocumentationShowsThemAll() throws IOException {
        String rows = wrongPayments().stream()
                .map(payment -> "| " + payment.title() + " | " + code(payment.changes()) + " | "
                        + cell(payment.says().stream().map(String::strip).toList()) + " |\n")
                .collect(Collectors.joining());
        GeneratedDoc.holds("wrong-payments.md", """
                # Wrong payments, and what each says

                A transfer is checked when it is built, before anything is sent. `InvalidTransferException` names everything that is wrong with it at once,
                each with its member on the wire. Every payment below is this good one, with some members changed (`-` takes one away), on the 23rd of
                November 2026:

                ```
                amount: 129.99 EUR
                reference: Order 4711
                to.iban: DE89370400440532013000
                to.holder_name: Example Shop GmbH
                ```

                Which day it is follows from the builder's clock; left out, from the days by which SEPA settles (Europe/Brussels). Rules that only the bank or
                the service know, such as the length of a reference or what an account may do, are theirs to check. This page is written by
                `WrongPaymentsTest` from `wrong-payments.txt`.

                | what is wrong | members | it says |
                |---|---|---|
                """ + rows);
    }

    private static String code(List<String> lines) {
        return lines.stream().map(line -> "`" + line + "`").collect(Collectors.joining("<br>"));
    }

    private static String cell(List<String> lines) {
        return String.join("<br>", lines);
    }
}
