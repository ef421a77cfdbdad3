package io.github.kosmasdk.samples.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ViewportSize;
import io.github.kosmasdk.playground.KosmaPlayground;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Every page, at both sizes and in both themes: nothing in it breaks a rule of accessibility, and nothing is wider than the
 * window. The pictures are in {@code target/screenshots}; with {@code -Dkosma.screenshots.write=true} those of the
 * documentation are written anew.
 */
@ConnectTest
class PagesIT {

    private static final int PICTURE_WIDTH = 860;
    private static final int PICTURE_HEIGHT = 640;
    private static final Path PICTURES = Path.of("target", "screenshots");

    @LocalServerPort
    private int port;

    @Autowired
    private KosmaPlayground playground;

    private final SoftAssertions findings = new SoftAssertions();

    private Visit visit(Device device) {
        return Visit.of(port, playground, device);
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void everyPageIsAccessibleAndFits(Device device) throws IOException {
        try (Visit visit = visit(device)) {
            nothingYet(visit, device);
            connecting(visit, device);
            look(visit.open("/accounts"), device, "accounts");
            look(visit.follow("Transactions of"), device, "transactions");
            look(
                    visit.fill("Search", "no such thing").press("Show").sees("0 transactions with"),
                    device,
                    "transactions-none-found");
            money(visit, device);
            look(visit.open("/ownership"), device, "ownership");
            look(visit.expecting(422).press("Check").seesHeading("Please check"), device, "ownership-mistakes");
            checkOwner(visit, "Mustermann, Hans");
            look(visit.seesHeading("The account is theirs"), device, "ownership-result");
            checkOwner(visit, "Erika Beispiel");
            look(visit.seesHeading("This does not match"), device, "ownership-no-match");
            look(visit.open("/consents"), device, "consents");
            visit.page().locator("summary").first().click();
            look(visit.press("Yes, revoke it").sees("The access was revoked"), device, "consents-revoked");
        }
        findings.assertAll();
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void everyFormIsAccessibleAndFits(Device device) throws IOException {
        try (Visit visit = visit(device)) {
            everyElement(visit, device);
            paying(visit, device);
        }
        findings.assertAll();
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void everyPageOfTroubleIsAccessibleAndFits(Device device) throws IOException {
        try (Visit visit = visit(device)) {
            loginsThatFail(visit, device);
            paymentsThatFail(visit, device);
            errors(visit, device);
            noAccounts(visit, device);
        } finally {
            playground.faults().clear();
        }
        findings.assertAll();
    }

    private static void checkOwner(Visit visit, String name) {
        visit.fill("Name", name).fill("IBAN", "DE18000000006636981175").press("Check");
    }

    private void nothingYet(Visit visit, Device device) throws IOException {
        look(visit.open("/"), device, "home");
        for (String page : List.of("accounts", "spending", "income", "ownership", "consents")) {
            look(visit.open("/" + page), device, page + "-none");
        }
    }

    private void connecting(Visit visit, Device device) throws IOException {
        look(visit.open("/banks"), device, "banks");
        look(visit.open("/banks?q=nothing-like-it"), device, "banks-none");
        look(visit.openAgreement(), device, "connect");
        look(visit.agreeHere().seesHeading("Log in at your bank"), device, "login-method");
        look(visit.choose("Demo Bank PSD2").press("Continue").sees("Username"), device, "login-credentials");
        look(visit.expecting(422).press("Continue").seesHeading("Please check"), device, "login-mistakes");
        visit.fill("Username", "embedded").fill("Password", "12345").press("Continue");
        look(visit.sees("Enter the code"), device, "login-code");
        visit.typeTheCode().seesHeading("Accounts");

        visit.connectHere().logIn("redirect");
        look(visit.seesHeading("Confirm it at your bank"), device, "login-redirect");
        visit.connectHere().thatGoesOnWaiting().logIn("decoupled");
        look(visit.seesHeading("Confirm it in your banking app"), device, "login-waiting");

        visit.connectByApp();
        look(visit.seesHeading("Log in at"), device, "app");
        visit.openApp().app().getByLabel("Demo Bank PSD2").check();
        look(visit, device, "app-open");
        visit.pressInApp("Continue").app().getByLabel("Username").fill("embedded");
        look(visit, device, "app-credentials");
    }

    private void everyElement(Visit visit, Device device) throws IOException {
        look(visit.connectHere().logIn("form-elements").sees("Date of birth"), device, "form-details");
        visit.fill("Date of birth", "soon").fill("IBAN", "DE43-0000-0000-5686").fill("Branch", "99");
        look(visit.expecting(422).press("Continue").seesHeading("Please check"), device, "form-details-mistakes");
        visit.fill("Date of birth", "12.03.1990").fill("IBAN", "DE43000000005686751168");
        look(visit.fill("Branch", "370").press("Continue").sees("Ways to confirm"), device, "form-ways");
        visit.choose("Business").expecting(422).press("Continue");
        look(visit.seesHeading("Please check"), device, "form-ways-mistakes");
        visit.fill("Number in the register", "HRB 4711").choose("I agree").press("Continue");
        visit.sees("Letters of the picture").draw(device == Device.PHONE, 1, 2, 5, 8);
        look(visit, device, "form-codes");

        visit.connectByApp()
                .logInWithApp("form-elements")
                .app()
                .getByLabel("Date of birth")
                .fill("12.03.1990");
        look(visit, device, "app-form-details");
        visit.app().getByLabel("Branch").fill("370");
        visit.pressInApp("Continue").app().getByLabel("I agree").check();
        look(visit, device, "app-form-ways");
        visit.pressInApp("Continue").app().getByLabel("Letters of the picture").fill("R7K4");
        look(visit, device, "app-form-codes");
    }

    /** The check finds what it is there for. */
    @Test
    void aPageWithFaultsIsNotAccessible() {
        try (Visit visit = visit(Device.DESKTOP)) {
            visit.open("/").page().setContent("<html><body><input><img src='data:,'><p>pale</p></body></html>");
            visit.page().evaluate("() => document.querySelector('p').style.color = '#ccc'");
            assertThat(Axe.violations(visit.page()))
                    .anyMatch(violation -> violation.startsWith("label "))
                    .anyMatch(violation -> violation.startsWith("image-alt "))
                    .anyMatch(violation -> violation.startsWith("color-contrast "))
                    .anyMatch(violation -> violation.startsWith("html-has-lang "));
        }
    }

    private void money(Visit visit, Device device) throws IOException {
        visit.connected("acin-demo-data");
        look(visit.open("/spending").seesHeading("Where the money goes").sees("Together"), device, "spending");
        look(visit.open("/income").seesHeading("Regular income"), device, "income");
    }

    private void paying(Visit visit, Device device) throws IOException {
        look(visit.open("/pay"), device, "pay");
        visit.fill("Amount in EUR", "a lot").expecting(422).press("Pay");
        look(visit.seesHeading("Please check the invoice"), device, "pay-mistakes");
        visit.open("/pay").press("Pay").logIn("sca-methods").typeTheCode();
        look(visit.seesHeading("Choose an account"), device, "pay-account");
        look(visit.chooseTheFirst().sees("How do you want to authorise it?"), device, "pay-method");
        for (String method : List.of("chipTAN", "photoTAN", "Pattern", "Confirmation", "Code list")) {
            visit.payTo("sca-methods", method);
            look(visit, device, "pay-" + method.replace(" ", "-"));
        }
        visit.choose("Word").expecting(422).press("Continue");
        look(visit.seesHeading("Please check"), device, "pay-code-mistakes");
        visit.fill("Code word", "Rotkehlchen").press("Continue");
        look(visit.seesHeading("The payment is on its way"), device, "paid");
    }

    private void noAccounts(Visit visit, Device device) throws IOException {
        visit.open("/connect?country=GB&code=000000")
                .agreeHere()
                .choose("Demo Bank PSD2")
                .press("Continue");
        visit.fill("Username", "nobody")
                .fill("Password", "generate-new-accounts0")
                .press("Continue");
        visit.typeTheCode();
        look(visit.seesHeading("Accounts").sees("There is no account here"), device, "accounts-none-at-the-bank");
    }

    private void loginsThatFail(Visit visit, Device device) throws IOException {
        look(visit.connectHere().logIn("wrong").seesHeading("The bank did not accept"), device, "login-failed");
        look(visit.connectHere().press("Cancel").seesHeading("Cancelled"), device, "login-cancelled");
        visit.connectHere().logIn("redirect").follow("Go to your bank");
        look(visit.seesHeading("Demo Bank"), device, "bank-page");
        look(visit.follow("Deny").sees("It was not confirmed"), device, "login-not-confirmed");
        look(visit.connectByApp().logInWithApp("wrong").seesHeading("The bank did not accept"), device, "app-failed");
        visit.connectByApp().startFlow(Map.of("psd2RedirectMethod", "sameWindow"));
        visit.logInInApp("redirect").pressInApp("Go to your bank").follow("Approve");
        look(visit.sees("There is no other one?"), device, "returned");
        visit.open("/connect?country=DE&code=47110815").expecting(422).agreeHere();
        look(visit.sees("This bank cannot be connected here"), device, "connect-refused");
        playground.faults().onXs2a("GET", "/v1/.*").status(503).times(10);
        look(visit.open("/banks").fill("Bank code", "88888888"), device, "banks-by-code");
        playground.faults().clear();
    }

    private void paymentsThatFail(Visit visit, Device device) throws IOException {
        visit.open("/pay").press("Pay").logIn("transfer-denied").typeTheCode();
        visit.chooseTheFirst().typeTheCode();
        look(visit.seesHeading("The bank denied the payment"), device, "pay-denied");
        visit.open("/pay").press("Pay").logIn("embedded").press("Cancel");
        look(visit.seesHeading("The payment was called off"), device, "pay-called-off");

        playground.faults().onXs2a("PUT", ".*/flows/transfer").dropConnection().afterHandling();
        playground.faults().onXs2a("GET", ".*/sessions/[^/]+").never().times(100);
        visit.open("/pay").press("Pay");
        look(visit.seesHeading("Nobody knows yet"), device, "pay-unknown");
        playground.faults().clear();
    }

    private void errors(Visit visit, Device device) throws IOException {
        look(
                visit.expecting(404).open("/no-such-page").seesHeading("There is no such page"),
                device,
                "error-not-found");
        visit.openAgreement()
                .page()
                .evaluate("() => document.querySelectorAll('[name=_csrf]').forEach(field => field.remove())");
        look(
                visit.expecting(403).agreeHere().seesHeading("This form is not valid any more"),
                device,
                "error-forbidden");
        look(visit.expecting(404).open("/login/none").seesHeading("This login is over"), device, "error-login-over");
        look(
                visit.expecting(422).open("/connect?country=Germany").seesHeading("Please check"),
                device,
                "banks-by-code-mistakes");
        playground.faults().onXs2a("PUT", ".*/sessions").status(503);
        visit.openAgreement().expecting(502).agreeHere();
        look(visit.sees("To be quoted to support"), device, "error-of-the-service");
    }

    /** Looks at a page in both themes. */
    private void look(Visit visit, Device device, String name) throws IOException {
        for (ColorScheme theme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            String kind = device + "-" + theme;
            Page page = visit.seesItsPictures().page();
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(PICTURES.resolve(name + "-" + kind + ".png"))
                    .setFullPage(true));
            document(page, name, kind);
            findings.assertThat(Axe.violations(page)).as(name + " " + kind).isEmpty();
            findings.assertThat(page.evaluate(
                            "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                    .as(name + " " + kind + " fits into the window")
                    .isEqualTo(true);
        }
    }

    /** The pictures of docs/bank-connect.md: what the window shows. */
    private static void document(Page page, String name, String kind) throws IOException {
        String picture =
                switch (name + " " + kind) {
                    case "home DESKTOP-LIGHT",
                            "accounts DESKTOP-LIGHT",
                            "spending DESKTOP-LIGHT",
                            "income DESKTOP-LIGHT",
                            "form-ways DESKTOP-LIGHT",
                            "app-open DESKTOP-LIGHT" -> name;
                    case "form-codes PHONE-LIGHT" -> "form-codes-phone";
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
