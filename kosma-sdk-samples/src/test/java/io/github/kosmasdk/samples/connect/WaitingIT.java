package io.github.kosmasdk.samples.connect;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A page that waits for the bank's app, and does not hear from the server any more: it says so, and there is a way on. */
@ConnectTest
class WaitingIT {

    private static final String EVENTS = "**/events";

    @LocalServerPort
    private int port;

    @Test
    void aServerThatIsAwayIsTriedAgain() {
        waiting(Route::abort, page -> {
            says(page, "The connection was lost. This page tries again; you can go on confirming.");
            page.unroute(EVENTS);
            heads(page, "Accounts");
        });
    }

    @Test
    void aServerThatRefusesIsNotWaitedFor() {
        waiting(route -> route.fulfill(new Route.FulfillOptions().setStatus(404)), page -> {
            says(page, "This page is not told any more when you have confirmed. Look now, after you have.");
            page.unroute(EVENTS);
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Look now"))
                    .click();
            heads(page, "Accounts");
        });
    }

    @Test
    void aSessionThatHasEndedIsToldOfByThePage() {
        waiting(route -> route.fulfill(new Route.FulfillOptions().setStatus(404)), page -> {
            page.context().clearCookies();
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Look now"))
                    .click();
            heads(page, "This login is over");
        });
    }

    private void waiting(Consumer<Route> answer, Consumer<Page> then) {
        try (BrowserContext context = Chromium.browser().newContext()) {
            Page page = context.newPage();
            page.setDefaultTimeout(Chromium.PATIENCE);
            page.navigate("http://127.0.0.1:" + port + "/connect?country=DE&code=88888888");
            press(page, "Agree and log in here");
            page.getByLabel("Demo Bank PSD2").first().check();
            press(page, "Continue");
            page.route(EVENTS, answer);
            page.getByLabel("Username").fill("decoupled");
            page.getByLabel("Password").first().fill("12345");
            press(page, "Continue");
            heads(page, "Confirm it in your banking app");
            then.accept(page);
        }
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button))
                .click();
    }

    private static void says(Page page, String text) {
        assertThat(page.locator("#progress")).hasText(text);
    }

    private static void heads(Page page, String heading) {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(heading)))
                .isVisible();
    }
}
