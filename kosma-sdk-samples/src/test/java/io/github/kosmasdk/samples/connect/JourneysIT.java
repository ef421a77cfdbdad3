package io.github.kosmasdk.samples.connect;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Page;
import io.github.kosmasdk.playground.KosmaPlayground;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What people do, in a real browser, on a desk and on a phone. */
@ConnectTest
class JourneysIT {

    private static final int ACCOUNTS = 5;

    @LocalServerPort
    private int port;

    @Autowired
    private KosmaPlayground playground;

    private Visit visit(Device device) {
        return Visit.of(port, playground, device);
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void findTheBank(Device device) {
        try (Visit visit = visit(device)) {
            visit.open("/")
                    .follow("Connect a bank")
                    .fill("Name, bank code or BIC", "88888888")
                    .press("Search");
            visit.sees("One bank").follow("Testbank").seesHeading("Connect Testbank, Germany");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void connectOnOurPagesWithACode(Device device) {
        try (Visit visit = visit(device)) {
            visit.connectHere().logIn("embedded").typeTheCode();
            visit.seesHeading("Accounts");
            assertThat(visit.accounts()).hasCount(ACCOUNTS);
            visit.follow("Transactions of").seesHeading("Transactions of");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void connectOnOurPagesByTheBanksPage(Device device) {
        try (Visit visit = visit(device)) {
            visit.connectHere().logIn("redirect").follow("Go to your bank");
            visit.seesHeading("Demo Bank").follow("Approve");
            visit.seesHeading("Accounts");
            assertThat(visit.accounts()).hasCount(ACCOUNTS);
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void connectOnOurPagesByTheBanksAppWithProgress(Device device) {
        try (Visit visit = visit(device)) {
            visit.connectHere();
            // the page with the progress goes on by itself, perhaps before anybody can look at it
            visit.page().waitForRequest("**/login/*/events", () -> visit.logIn("decoupled"));
            visit.seesHeading("Accounts");
            assertThat(visit.accounts()).hasCount(ACCOUNTS);
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void connectByTheAppWithACode(Device device) {
        try (Visit visit = visit(device)) {
            visit.connectByApp().logInWithApp("embedded");
            visit.app().getByLabel("OTP").fill("12345");
            visit.pressInApp("Continue").seesHeading("Accounts");
            assertThat(visit.accounts()).hasCount(ACCOUNTS);
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void connectByTheAppAndTheBanksPageInANewWindow(Device device) {
        try (Visit visit = visit(device)) {
            visit.connectByApp().logInWithApp("redirect");
            Page bank = visit.context().waitForPage(() -> visit.pressInApp("Go to your bank"));
            bank.locator("#approve").click();
            assertThat(bank.getByText("Close this window")).isVisible();
            visit.seesHeading("Accounts");
            assertThat(visit.accounts()).hasCount(ACCOUNTS);
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void connectByTheAppAndTheBanksApp(Device device) {
        try (Visit visit = visit(device)) {
            visit.connectByApp().logInWithApp("decoupled").seesHeading("Accounts");
            assertThat(visit.accounts()).hasCount(ACCOUNTS);
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void connectByTheAppAndTheBanksPageInTheSameWindow(Device device) {
        try (Visit visit = visit(device)) {
            visit.connectByApp().startFlow(Map.of("psd2RedirectMethod", "sameWindow"));
            visit.logInInApp("redirect").pressInApp("Go to your bank");
            visit.seesHeading("Demo Bank").follow("Approve");
            visit.sees("There is no other one?").follow("Go on here").press("Open the login window");
            visit.seesHeading("Accounts");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void theAppTellsWhatHappensAndTakesOptions(Device device) {
        try (Visit visit = visit(device)) {
            visit.connectByApp()
                    .startFlow(Map.of("autoClose", false, "appearanceMode", "dark", "unfoldConsentDetails", true));
            assertThat(visit.app().getByText("Your credentials go to the bank only"))
                    .isVisible();
            assertThat(visit.app().locator("html")).hasAttribute("data-appearance", "dark");
            visit.logInInApp("embedded").app().getByLabel("OTP").fill("12345");
            visit.pressInApp("Continue");
            assertThat(visit.app().getByText("You can close this window")).isVisible();
            visit.isTold("onLoad onReady onFinished").pressInApp("Close");
            assertThat(visit.page().locator("iframe")).hasCount(0);
            visit.isTold("onLoad onReady onFinished onClose");

            visit.connectByApp().startFlow(Map.of());
            visit.logInInApp("wrong").isTold("onLoad onReady onError:USER.ACCESS_DENIED.CREDENTIALS onClose");
            assertThat(visit.page().evaluate("() => { try { XS2A.startFlow('x') } catch (e) { return e.name } }"))
                    .isEqualTo("TypeError");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void closeTheAppAndOpenItAgain(Device device) {
        try (Visit visit = visit(device)) {
            visit.connectByApp().openApp().pressInApp("Cancel and close");
            visit.sees("You closed the App").logInWithApp("embedded");
            visit.app().getByLabel("OTP").fill("12345");
            visit.pressInApp("Continue").seesHeading("Accounts");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void aWrongPasswordAndAnotherTry(Device device) {
        try (Visit visit = visit(device)) {
            visit.connectHere().logIn("wrong").seesHeading("The bank did not accept your login data");
            visit.follow("Try again").agreeHere().logIn("embedded").typeTheCode();
            visit.seesHeading("Accounts");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void aWrongPasswordInTheApp(Device device) {
        try (Visit visit = visit(device)) {
            visit.connectByApp().logInWithApp("wrong").seesHeading("The bank did not accept your login data");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void mistakesAreToldWhereTheyWereMade(Device device) {
        try (Visit visit = visit(device)) {
            visit.connectHere().choose("Demo Bank PSD2").press("Continue");
            visit.fill("Username", "embedded")
                    .fill("Password", "123")
                    .expecting(422)
                    .press("Continue");
            visit.seesHeading("Please check what you entered");
            assertThat(visit.page().getByLabel("Username")).hasValue("embedded");
            assertThat(visit.page().getByLabel("Password").first()).hasValue("");
            assertThat(visit.page().getByLabel("Password").first())
                    .hasAccessibleDescription("This is too short: at least 5 characters.");

            visit.fill("Username", "invalid").fill("Password", "12345").press("Continue");
            assertThat(visit.page().getByLabel("Username"))
                    .hasAccessibleDescription("The bank does not accept this. Check it for typing errors.");

            visit.fill("Username", "embedded").fill("Password", "12345").press("Continue");
            visit.typeTheCode().seesHeading("Accounts");
        }
    }

    @Test
    void theKeyboardIsEnough() {
        try (Visit visit = visit(Device.DESKTOP)) {
            visit.connectHere().choose("Demo Bank PSD2").press("Continue").sees("Username");
            Keyboard keyboard = visit.page().keyboard();
            List<Object> order = new ArrayList<>();
            for (int i = 0; i < 20 && !order.contains("Cancel"); i++) {
                keyboard.press("Tab");
                order.add(
                        visit.page()
                                .evaluate(
                                        "() => (document.activeElement.labels?.[0] ?? document.activeElement).innerText.trim()"));
            }
            assertThat(order).startsWith("Skip to the content").endsWith("Username", "Password", "Continue", "Cancel");

            visit.page().getByLabel("Username").focus();
            keyboard.type("embedded");
            keyboard.press("Tab");
            keyboard.type("12345");
            keyboard.press("Enter");
            visit.sees("Enter the code");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void notConfirmedInTheBanksAppAndThenAgain(Device device) {
        try (Visit visit = visit(device)) {
            visit.connectHere().logIn("decoupled-abort").sees("It was not confirmed");
            visit.fill("Username", "embedded").fill("Password", "12345").press("Continue");
            visit.typeTheCode().seesHeading("Accounts");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void cancelAtAnyTime(Device device) {
        try (Visit visit = visit(device)) {
            visit.connectHere().press("Cancel").seesHeading("Cancelled");
            visit.follow("Try again")
                    .agreeHere()
                    .logIn("embedded")
                    .press("Cancel")
                    .seesHeading("Cancelled");
            visit.open("/pay").press("Pay").logIn("embedded").press("Cancel").seesHeading("The payment was called off");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void cancelBeforeTheBanksPage(Device device) {
        try (Visit visit = visit(device)) {
            visit.connectHere().logIn("redirect").seesHeading("Confirm it at your bank");
            visit.press("Cancel").seesHeading("Cancelled");
            visit.open("/pay").press("Pay").logIn("redirect").seesHeading("Confirm it at your bank");
            visit.press("Cancel").seesHeading("The payment was called off");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void cancelAtTheBanksPage(Device device) {
        try (Visit visit = visit(device)) {
            visit.connectHere().logIn("redirect").follow("Go to your bank").follow("Deny");
            visit.sees("It was not confirmed").press("Cancel").seesHeading("Cancelled");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void cancelWhileTheBanksAppIsWaitedFor(Device device) {
        try (Visit visit = visit(device)) {
            visit.connectHere().logIn("decoupled-unanswered").seesHeading("Confirm it in your banking app");
            visit.sees("seconds so far").press("Cancel").seesHeading("Cancelled");
            visit.open("/pay").press("Pay").logIn("decoupled-unanswered");
            visit.seesHeading("Confirm it in your banking app").press("Cancel");
            visit.seesHeading("The payment was called off");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void payAndSeeItArrive(Device device) {
        String user = "payer-" + device;
        try (Visit visit = visit(device)) {
            visit.open("/pay").press("Pay").logIn(user).typeTheCode();
            visit.seesHeading("Choose an account").chooseTheFirst().seesHeading("Authorise the payment");
            visit.typeTheCode().seesHeading("The payment is on its way");
            visit.sees("Arrived at the recipient");
        }
        assertThat(playground.books().withReference("Invoice 2026-0471")).allMatch(one -> one.timesAuthorised() <= 1);
        playground.books().assertBalanced();
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void payByTheApp(Device device) {
        try (Visit visit = visit(device)) {
            visit.open("/pay").choose("In the XS2A App").press("Pay").logInWithApp("app-payer-" + device);
            visit.app().getByLabel("OTP").fill("12345");
            visit.pressInApp("Continue")
                    .app()
                    .locator("input[type=radio]")
                    .first()
                    .check();
            visit.pressInApp("Continue").app().getByLabel("OTP").fill("12345");
            visit.pressInApp("Continue").seesHeading("The payment is on its way");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void aPaymentWhoseStartGotNoAnswerIsFoundAndGoesOn(Device device) {
        String reference = "Lost answer " + device;
        try (Visit visit = visit(device)) {
            playground
                    .faults()
                    .onXs2a("PUT", ".*/flows/transfer")
                    .dropConnection()
                    .afterHandling();
            visit.open("/pay").fill("Reference", reference).press("Pay").logIn("unlucky-" + device);
            visit.typeTheCode().chooseTheFirst().typeTheCode().seesHeading("The payment is on its way");
        }
        assertThat(playground.books().withReference(reference))
                .singleElement()
                .matches(one -> one.timesAuthorised() == 1);
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void aPaymentThatWasNeverStartedIsDenied(Device device) {
        try (Visit visit = visit(device)) {
            playground.faults().onXs2a("PUT", ".*/flows/transfer").status(503);
            visit.open("/pay").press("Pay").sees("Nothing was paid");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void notEnoughMoney(Device device) {
        try (Visit visit = visit(device)) {
            visit.open("/pay").fill("Amount in EUR", "9999999.99").press("Pay").logIn("poor-" + device);
            visit.typeTheCode()
                    .chooseTheFirst()
                    .seesHeading("There is not enough money on the account")
                    .sees("Nothing was paid");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void aWrongInvoiceIsNotSent(Device device) {
        try (Visit visit = visit(device)) {
            visit.open("/pay")
                    .fill("IBAN", "DE89 3704 0044 0532 0130 01")
                    .fill("Amount in EUR", "12,50")
                    .expecting(422)
                    .press("Pay");
            visit.seesHeading("Please check the invoice").sees("Write the amount as a number");
            assertThat(visit.page().getByLabel("IBAN")).hasAttribute("aria-invalid", "true");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void revoke(Device device) {
        try (Visit visit = visit(device)) {
            visit.connected("embedded");
            visit.open("/consents")
                    .sees("see transactions")
                    .page()
                    .locator("summary")
                    .first()
                    .click();
            visit.press("Yes, revoke it").sees("The access was revoked").sees("revoked by you");
            visit.open("/accounts").sees("No bank is connected yet");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void checkWhoOwnsAnAccount(Device device) {
        try (Visit visit = visit(device)) {
            visit.connected("embedded");
            visit.open("/ownership")
                    .fill("Name", "Mustermann, Hans")
                    .fill("IBAN", "DE18000000006636981175")
                    .press("Check");
            visit.seesHeading("The account is theirs");
            visit.fill("Name", "Erika Beispiel").press("Check").seesHeading("This does not match");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void searchTransactions(Device device) {
        try (Visit visit = visit(device)) {
            visit.connected("embedded");
            visit.follow("Transactions of").page().getByLabel("Days back").selectOption("90");
            visit.press("Show").sees("in the last 90 days").follow("Older").sees("Page 2 of");
            visit.fill("Search", "no such thing").press("Show").sees("0 transactions with “no such thing”");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void seeWhereTheMoneyGoesAndWhatIsLeft(Device device) {
        try (Visit visit = visit(device)) {
            visit.connected("acin-demo-data");
            visit.open("/spending").seesHeading("Where the money goes");
            assertThat(visit.page().locator("#spending tbody tr")).not().hasCount(0);
            visit.page().waitForFunction("() => window.Chart && window.Chart.getChart('by-month')");
            assertThat(visit.page().evaluate("() => window.Chart.getChart('by-month').data.datasets.length"))
                    .isEqualTo(visit.page().locator("#spending tbody tr").count());
            visit.open("/income").seesHeading("Where it comes from").sees("every month");
            visit.page().getByText("How it was worked out").click();
            visit.sees("derived by kosma-sdk");
        }
    }
}
