package io.github.kosmasdk.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.KosmaEnvironment;
import io.github.kosmasdk.PollingPolicy;
import io.github.kosmasdk.ResiliencePolicy;
import io.github.kosmasdk.error.KosmaTransportException;
import io.github.kosmasdk.internal.http.Pipeline;
import io.github.kosmasdk.internal.http.StubTransport;
import io.github.kosmasdk.internal.http.Timing;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

class NextPageTest {

    private static final String URL = "https://api.openbanking.playground.klarna.com/list";

    private final StubTransport transport = new StubTransport();
    private final AccountsClient accounts = new AccountsClient(new ReactiveAccountsClient(new Pipeline(
            new Pipeline.Settings(
                    KosmaEnvironment.PLAYGROUND,
                    () -> "t",
                    Duration.ofSeconds(10),
                    ResiliencePolicy.OFF,
                    PollingPolicy.STANDARD,
                    "test/1"),
            transport,
            new Timing(Schedulers.parallel(), () -> 0))));

    private static String pageThatNames(String offset) {
        return "{\"data\":{\"result\":{\"transactions\":[],\"pagination\":{\"url\":\"" + URL
                + "\",\"next\":{\"offset\":\"" + offset + "\"}}}}}";
    }

    @Test
    void anEmptyPageLeadsOn() {
        transport.answer(200, pageThatNames("2"));
        assertThat(accounts.nextPage(new NextPage(new ApiLink(URL), "1")).next())
                .contains(new NextPage(new ApiLink(URL), "2"));
    }

    @Test
    void aPageThatNamesItselfAsNextEndsTheReading() {
        transport.answer(200, pageThatNames("1"));
        assertThatThrownBy(() -> accounts.nextPage(new NextPage(new ApiLink(URL), "1")))
                .isInstanceOf(KosmaTransportException.class)
                .hasMessageContaining("itself as its next");
    }
}
