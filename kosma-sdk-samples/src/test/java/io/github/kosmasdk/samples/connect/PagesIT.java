package io.github.kosmasdk.samples.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ViewportSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Every page, at both sizes and in both themes: nothing in it breaks a rule of accessibility, and nothing is wider than the
 * window. The pictures are in {@code target/screenshots}; with {@code -Dkosma.screenshots.write=true} those of the
 * documentation are written anew.
 */
@ConnectTest
class PagesIT {

    private static final String HERE = "Agree and log in here";
    private static final String APP = "Agree and open the App";
    private static final int PICTURE_WIDTH = 860;
    private static final int PICTURE_HEIGHT = 640;
    private static final Path PICTURES = Path.of("target", "screenshots");

    @LocalServerPort
    private int port;

    private final SoftAssertions findings = new SoftAssertions();
    private final List<String> seen = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"DESKTOP, LIGHT", "DESKTOP, DARK", "PHONE, LIGHT", "PHONE, DARK"})
    void everyPageIsAccessibleAndFits(Device device, ColorScheme theme) throws IOException {
        String kind = device + "-" + theme;
        try (Visit visit = Visit.of(port, device, theme)) {
            connecting(visit, kind);
            look(visit.open("/accounts"), kind, "accounts");
            look(visit.follow("Transactions of"), kind, "transactions");
            money(visit, kind);
            look(visit.open("/ownership"), kind, "ownership");
            visit.fill("Name", "Mustermann, Hans")
                    .fill("IBAN", "DE18000000006636981175")
                    .press("Check");
            look(visit.seesHeading("The account is theirs"), kind, "ownership-result");
            look(visit.open("/consents"), kind, "consents");
            paying(visit, kind);
            trouble(visit, kind);
        }
        findings.assertAll();
        assertThat(seen).hasSizeGreaterThan(20);
    }

    private void connecting(Visit visit, String kind) throws IOException {
        look(visit.open("/"), kind, "home");
        look(visit.open("/accounts"), kind, "accounts-none");
        look(visit.open("/spending"), kind, "spending-none");
        look(visit.open("/banks"), kind, "banks");
        look(visit.open("/banks?q=nothing-like-it"), kind, "banks-none");
        look(visit.open("/connect?country=DE&code=88888888"), kind, "connect");
        look(visit.press(HERE).seesHeading("Log in at your bank"), kind, "login-method");
        look(visit.choose("Demo Bank PSD2").press("Continue").sees("Username"), kind, "login-credentials");
        look(visit.press("Continue").seesHeading("Please check"), kind, "login-mistakes");
        visit.fill("Username", "embedded").fill("Password", "12345").press("Continue");
        look(visit.sees("Enter the code"), kind, "login-code");
        visit.fill("OTP", "12345").press("Continue").seesHeading("Accounts");

        visit.connect(HERE).logIn("redirect");
        look(visit.seesHeading("Confirm it at your bank"), kind, "login-redirect");
        visit.page().route("**/events", PagesIT::stillWaiting);
        visit.connect(HERE).logIn("decoupled");
        look(visit.seesHeading("Confirm it in your banking app"), kind, "login-waiting");
        visit.page().unroute("**/events");

        visit.connect(APP);
        look(visit.seesHeading("Log in at"), kind, "app");
        visit.press("Open the login window").app().getByLabel("Demo Bank PSD2").check();
        look(visit, kind, "app-open");
        visit.pressInApp("Continue").app().getByLabel("Username").fill("embedded");
        look(visit, kind, "app-credentials");
    }

    /** The check finds what it is there for. */
    @Test
    void aPageWithFaultsIsNotAccessible() {
        try (Visit visit = Visit.of(port, Device.DESKTOP)) {
            visit.open("/").page().setContent("<html><body><input><img src='data:,'><p>pale</p></body></html>");
            visit.page().evaluate("() => document.querySelector('p').style.color = '#ccc'");
            assertThat(Axe.violations(visit.page()))
                    .anyMatch(violation -> violation.startsWith("label "))
                    .anyMatch(violation -> violation.startsWith("image-alt "))
                    .anyMatch(violation -> violation.startsWith("color-contrast "))
                    .anyMatch(violation -> violation.startsWith("html-has-lang "));
        }
    }

    /** So that the page is still there while it is looked at. */
    private static void stillWaiting(Route route) {
        route.fulfill(
                new Route.FulfillOptions().setContentType("text/event-stream").setBody("event: waiting\ndata: 2\n\n"));
    }

    private void money(Visit visit, String kind) throws IOException {
        visit.connect(HERE)
                .logIn("acin-demo-data")
                .fill("OTP", "12345")
                .press("Continue")
                .seesHeading("Accounts");
        look(visit.open("/spending").seesHeading("Where the money goes").sees("Together"), kind, "spending");
        look(visit.open("/income").seesHeading("Regular income"), kind, "income");
    }

    private void paying(Visit visit, String kind) throws IOException {
        look(visit.open("/pay"), kind, "pay");
        look(
                visit.fill("Amount in EUR", "a lot").press("Pay").seesHeading("Please check the invoice"),
                kind,
                "pay-mistakes");
        visit.open("/pay")
                .press("Pay")
                .logIn("sca-methods")
                .fill("OTP", "12345")
                .press("Continue");
        look(visit.seesHeading("Choose an account"), kind, "pay-account");
        visit.page().locator("input[type=radio]").first().check();
        look(visit.press("Continue").sees("How do you want to authorise it?"), kind, "pay-method");
        for (String method : List.of("chipTAN", "photoTAN", "Pattern", "Confirmation", "Code list")) {
            visit.payTo("sca-methods", method);
            look(visit, kind, "pay-" + method.replace(" ", "-"));
        }
        visit.choose("Word").press("Continue");
        look(visit.seesHeading("Please check"), kind, "pay-code-mistakes");
        visit.fill("Code word", "Rotkehlchen").press("Continue");
        look(visit.seesHeading("The payment is on its way"), kind, "paid");
    }

    private void trouble(Visit visit, String kind) throws IOException {
        look(visit.connect(HERE).logIn("wrong").seesHeading("The bank did not accept"), kind, "login-failed");
        look(visit.open("/no-such-page").seesHeading("There is no such page"), kind, "not-found");
        visit.open("/consents").page().locator("summary").first().click();
        look(visit.press("Yes, revoke it").sees("The access was revoked"), kind, "consents-revoked");
        look(visit.connect(APP).logInWithApp("wrong").seesHeading("The bank did not accept"), kind, "app-failed");
    }

    private void look(Visit visit, String kind, String name) throws IOException {
        Page page = visit.page();
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + "-" + kind + ".png"))
                .setFullPage(true));
        document(page, name, kind);
        findings.assertThat(Axe.violations(page)).as(name + " " + kind).isEmpty();
        findings.assertThat(page.evaluate(
                        "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .as(name + " " + kind + " fits into the window")
                .isEqualTo(true);
        seen.add(name);
    }

    /** The pictures of docs/bank-connect.md: what the window shows. */
    private static void document(Page page, String name, String kind) throws IOException {
        String picture =
                switch (name + " " + kind) {
                    case "home DESKTOP-LIGHT",
                            "accounts DESKTOP-LIGHT",
                            "spending DESKTOP-LIGHT",
                            "income DESKTOP-LIGHT",
                            "app-open DESKTOP-LIGHT" -> name;
                    case "login-mistakes PHONE-DARK" -> "login-mistakes-phone-dark";
                    default -> "";
                };
        if (Boolean.getBoolean("kosma.screenshots.write") && !picture.isEmpty()) {
            ViewportSize size = page.viewportSize();
            page.setViewportSize(Math.min(size.width, PICTURE_WIDTH), Math.min(size.height, PICTURE_HEIGHT));
            SmallPicture.write(page.screenshot(), Path.of("..", "docs", "images", picture + ".png"));
            page.setViewportSize(size.width, size.height);
        }
    }
}
