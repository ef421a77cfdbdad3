package io.github.kosmasdk.samples.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.contract.Exchange;
import io.github.kosmasdk.playground.Faults;
import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.samples.QuickLogin;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Logins that end otherwise than usual: cancelled at each step, over, too many, or begun in one way and gone on in the other. */
@ConnectTest
class LoginsIT {

    @LocalServerPort
    private int port;

    @Autowired
    private KosmaPlayground playground;

    @Autowired
    private KosmaClient kosma;

    @AfterEach
    void disarm() {
        playground.faults().clear();
    }

    private void isCancelled(Person person, HttpResponse<String> page) {
        Set<Exchange> before = Collections.newSetFromMap(new IdentityHashMap<>());
        before.addAll(playground.exchanges());
        HttpResponse<String> cancelled = person.cancels(page);
        assertThat(cancelled.statusCode()).isEqualTo(200);
        assertThat(cancelled.body()).contains("<h1>Cancelled</h1>", "Try again");
        assertThat(playground.exchanges().stream().filter(call -> !before.contains(call)))
                .as("the bank side knows")
                .anyMatch(call -> call.method().equals("DELETE")
                        && call.url().getPath().contains("/flows/")
                        && call.status() == 204);
        assertThat(person.get(page.uri().getPath()).body()).contains("<h1>Cancelled</h1>");
        assertThat(person.cancels(page).body()).as("twice is once").contains("<h1>Cancelled</h1>");
    }

    @Test
    void aLoginIsCancelledAtAForm() {
        Person erika = new Person(port);
        isCancelled(erika, erika.begins(Person.PAGES));
        isCancelled(erika, erika.logsIn("embedded"));
    }

    @Test
    void aLoginIsCancelledWhenTheBankWantsToBeVisited() {
        Person erika = new Person(port);
        HttpResponse<String> page = erika.logsIn("redirect");
        assertThat(page.body()).contains("Confirm it at your bank");
        isCancelled(erika, page);
        assertThat(erika.get(page.uri().getPath() + "/return?late=yes").body()).contains("<h1>Cancelled</h1>");
    }

    @Test
    void aLoginIsCancelledWhileTheBanksAppIsWaitedFor() {
        Person erika = new Person(port);
        HttpResponse<String> page = erika.waitsForTheBanksApp();
        assertThat(page.body()).contains("Confirm it in your banking app");
        isCancelled(erika, page);
        assertThat(erika.get(page.uri().getPath() + "/events").body()).contains("event:next");
    }

    @Test
    void aLoginIsCancelledOnThePageOfTheApp() {
        Person erika = new Person(port);
        isCancelled(erika, erika.begins(Person.APP));
    }

    @Test
    void aPaymentThatIsCancelledTellsItsOutcome() {
        Person erika = new Person(port);
        HttpResponse<String> cancelled = erika.cancels(erika.logsIn(erika.beginsToPay(), "embedded"));
        assertThat(cancelled.uri().getPath()).startsWith("/pay/");
        assertThat(cancelled.body()).contains("The payment was called off");
    }

    @Test
    void whoCancelsALoginThatHasJustBeenFinishedSeesWhatItCameTo() {
        Person erika = new Person(port);
        HttpResponse<String> app = erika.begins(Person.APP);
        QuickLogin.embedded(kosma, Person.clientToken(app));
        HttpResponse<String> cancelled = erika.cancels(app);
        assertThat(cancelled.uri().getPath()).isEqualTo("/accounts");
        assertThat(erika.consent()).isNotEmpty();
        assertThat(erika.get("/consents").body()).contains("active");
    }

    @Test
    void whoCancelsWhileTheLoginIsBeingFinishedSeesWhatItCameTo() throws Exception {
        Person erika = new Person(port);
        HttpResponse<String> app = erika.begins(Person.APP);
        HttpResponse<String> cancelled = cancelsAndMeanwhile(erika, app);
        assertThat(cancelled.uri().getPath()).isEqualTo("/accounts");
        assertThat(erika.get("/consents").body()).contains("active");
    }

    @Test
    void whoCancelsWhileThePaymentIsBeingAuthorisedSeesThatItWasMade() throws Exception {
        Person erika = new Person(port);
        HttpResponse<String> app = erika.beginsToPay(Person.APP);
        HttpResponse<String> cancelled = cancelsAndMeanwhile(erika, app);
        assertThat(cancelled.uri().getPath()).startsWith("/pay/");
        assertThat(cancelled.body()).contains("The payment is on its way");
    }

    /** The login is finished when the service has refused to abort it, and nobody has looked yet what it came to. */
    private HttpResponse<String> cancelsAndMeanwhile(Person person, HttpResponse<String> page) throws Exception {
        playground.faults().onXs2a("DELETE", ".*/flows/.*").error(409, "conflict", "The flow cannot be aborted now");
        Faults.Fault look =
                playground.faults().onXs2a("GET", ".*/flows/.*").status(503).delay(Duration.ofMinutes(2));
        CompletableFuture<HttpResponse<String>> cancelled = CompletableFuture.supplyAsync(() -> person.cancels(page));
        await().atMost(Duration.ofMinutes(1)).until(() -> look.hits() == 1);
        QuickLogin.embedded(kosma, Person.clientToken(page));
        playground.faults().clear();
        return cancelled.get(1, TimeUnit.MINUTES);
    }

    @Test
    void aLoginThatCannotBeAbortedIsGivenUp() {
        Person erika = new Person(port);
        HttpResponse<String> page = erika.begins(Person.PAGES);
        playground.faults().onXs2a("DELETE", ".*/flows/.*").error(409, "conflict", "The flow cannot be aborted now");
        assertThat(erika.cancels(page).body()).contains("<h1>Cancelled</h1>");
    }

    @Test
    void aPageThatIsLoadedWhileTheLoginIsCancelledSaysThatItWas() throws Exception {
        Person erika = new Person(port);
        HttpResponse<String> page = erika.begins(Person.PAGES);
        Faults.Fault look = playground.faults().onAuth("GET", ".*").status(503).delay(Duration.ofMinutes(2));
        CompletableFuture<HttpResponse<String>> again =
                CompletableFuture.supplyAsync(() -> erika.get(page.uri().getPath()));
        await().atMost(Duration.ofMinutes(1)).until(() -> look.hits() == 1);
        assertThat(erika.cancels(page).body()).contains("<h1>Cancelled</h1>");
        playground.faults().clear();
        assertThat(again.get(1, TimeUnit.MINUTES).body()).contains("<h1>Cancelled</h1>");
    }

    @Test
    void aLoginOnOurPagesIsNotShownInTheApp() {
        Person erika = new Person(port);
        HttpResponse<String> pages = erika.begins(Person.PAGES);
        HttpResponse<String> app = erika.get(pages.uri().getPath() + "/app");
        assertThat(app.uri().getPath()).isEqualTo(pages.uri().getPath());
        assertThat(app.body()).contains("Log in at your bank").doesNotContain("data-client-token", "launcher");
    }

    @Test
    void whoLeavesTheAppForOurPagesComesBackToOurPages() {
        Person erika = new Person(port);
        HttpResponse<String> app = erika.begins(Person.APP);
        assertThat(erika.get("/login/" + Person.login(app) + "/return?any=thing")
                        .body())
                .contains("Close this window");
        HttpResponse<String> page = erika.logsIn(erika.get("/login/" + Person.login(app)), "redirect");
        assertThat(page.body()).contains("Confirm it at your bank");
        assertThat(erika.get("/login/" + Person.login(app) + "/return?any=thing")
                        .uri()
                        .getPath())
                .isNotEqualTo("/login/" + Person.login(app) + "/return");
    }

    @Test
    void ofManyLoginsThoseThatAreOverAreLetGoOf() {
        Person erika = new Person(port);
        HttpResponse<String> running = erika.begins(Person.PAGES);
        HttpResponse<String> over = erika.begins(Person.PAGES);
        erika.cancels(over);
        for (int i = 0; i < 19; i++) {
            HttpResponse<String> next = erika.begins(Person.PAGES);
            if (i % 2 == 0) {
                erika.cancels(next);
            }
        }
        assertThat(erika.get(running.uri().getPath()).body()).contains("Log in at your bank");
        HttpResponse<String> gone = erika.get(over.uri().getPath());
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(gone.body()).contains("<h1>This login is over</h1>", "Start again", "To the first page");
        for (int i = 0; i < 25; i++) {
            erika.begins(Person.PAGES);
        }
        assertThat(erika.get(running.uri().getPath()).body()).contains("<h1>This login is over</h1>");
    }

    @Test
    void anEndedLoginCanBeAnsweredAndDrawnNoMore() {
        Person erika = new Person(port);
        HttpResponse<String> page = erika.begins(Person.PAGES);
        erika.cancels(page);
        assertThat(erika.answer(page, Map.of("field-0", "de_testbank_bias")).body())
                .contains("<h1>Cancelled</h1>");
        assertThat(erika.get(page.uri().getPath() + "/flicker.svg").statusCode())
                .isEqualTo(404);
    }
}
