package io.github.kosmasdk.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.contract.KosmaContract;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Insights over a socket. */
class InsightsIT {
    private final KosmaPlayground playground =
            KosmaPlayground.builder().formKeys(1).start();

    @AfterEach
    void close() {
        playground.close();
        KosmaContract.strict().answersOnly().assertValid(playground.exchanges());
    }

    @Test
    void aRefreshIsReported() {
        InsightsUser user = InsightsUser.refreshed(playground, InsightsUser.RICH, ", \"refresh_days\": 365");

        JsonNode reports =
                user.report("categorization", "\"report_days\": 365, \"required_data_availability\": \"PARTIAL\"");

        assertThat(reports).hasSize(4);
        assertThat(reports.at("/0/transactions")).hasSizeGreaterThan(300);
    }

    @Test
    void aHundredThousandTransactionsAreToldPageByPage() {
        InsightsUser user = new InsightsUser(new TestClient(playground), "cust-4711");
        user.call("storage/accounts/create", "\"account\": {\"insights_account_id\": \"acc-1\"}");
        for (int part = 0; part < 20; part++) {
            int first = part * 5_000;
            user.upload(
                    "acc-1",
                    IntStream.range(first, first + 5_000)
                            .mapToObj(i -> "{\"insights_transaction_id\": \"t%d\", \"amount\": {\"amount\": %d}}"
                                    .formatted(i, i))
                            .collect(Collectors.joining(",")));
        }
        long sum = 0;
        int read = 0;
        int page;
        do {
            JsonNode rows = user.report(
                            "categorization",
                            "\"required_data_availability\": \"NONE\", \"size\": 1000, \"offset\": " + read)
                    .at("/0/transactions");
            page = rows.size();
            read += page;
            sum += rows.valueStream()
                    .mapToLong(row -> row.at("/amount/amount").longValue())
                    .sum();
        } while (page == 1000);

        assertThat(read).isEqualTo(100_000);
        assertThat(sum).isEqualTo(99_999L * 100_000 / 2);
    }
}
