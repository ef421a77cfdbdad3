package io.github.kosmasdk.samples.connect;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.github.kosmasdk.playground.KosmaPlayground;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The login on our own pages in a browser that runs no script. */
@ConnectTest
class NoScriptIT {

    @LocalServerPort
    private int port;

    @Autowired
    private KosmaPlayground playground;

    @ParameterizedTest
    @EnumSource(Device.class)
    void aCode(Device device) {
        try (Visit visit = Visit.withoutScript(port, playground, device)) {
            visit.connected("embedded");
            assertThat(visit.accounts()).hasCount(5);
            visit.open("/consents").page().locator("summary").first().click();
            visit.press("Yes, revoke it").sees("revoked by you");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void theBanksPage(Device device) {
        try (Visit visit = Visit.withoutScript(port, playground, device)) {
            visit.connectHere()
                    .logIn("redirect")
                    .follow("Go to your bank")
                    .follow("Approve")
                    .seesHeading("Accounts");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void theBanksAppWithAPageThatLooksAgain(Device device) {
        try (Visit visit = Visit.withoutScript(port, playground, device)) {
            visit.connectHere().logIn("decoupled").seesHeading("Accounts");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void aPatternAndAFlickeringCode(Device device) {
        try (Visit visit = Visit.withoutScript(port, playground, device)) {
            visit.payTo("sca-methods", "Pattern");
            visit.fill("Your pattern", "1 2 5 8").press("Continue").seesHeading("The payment is on its way");
            visit.payTo("sca-methods", "chipTAN").follow("7 pictures a second");
            assertThat(visit.page().getByLabel("7 pictures a second")).hasAttribute("aria-current", "true");
            visit.typeTheCode().seesHeading("The payment is on its way");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void theAppSaysWhatItNeeds(Device device) {
        try (Visit visit = Visit.withoutScript(port, playground, device)) {
            // texts within noscript are not looked for by text
            visit.connectByApp().page().locator("noscript a").click();
            visit.logIn("embedded").typeTheCode().seesHeading("Accounts");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void everythingThatAFormCanAsk(Device device) {
        try (Visit visit = Visit.withoutScript(port, playground, device)) {
            visit.connectHere().logIn("form-elements");
            visit.sees("Format: DD.MM.YYYY").sees("Like this: 000000-0000").sees("Like this: AAA AAA");
            visit.fill("Date of birth", "12031990")
                    .fill("Branch", "370")
                    .expecting(422)
                    .press("Continue");
            visit.seesHeading("Please check what you entered")
                    .fill("Date of birth", "12.03.1990")
                    .press("Continue");
            assertThat(visit.page().getByLabel("Number in the register")).isHidden();
            visit.choose("Business")
                    .fill("Number in the register", "HRB 4711")
                    .choose("I agree to the terms")
                    .press("Continue");
            visit.fill("Letters of the picture", "R7K4").fill("Your pattern", "1 2 5 8");
            visit.press("Continue").seesHeading("Accounts");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void cancelled(Device device) {
        try (Visit visit = Visit.withoutScript(port, playground, device)) {
            visit.connectHere().logIn("redirect").press("Cancel").seesHeading("Cancelled");
            visit.connectHere().logIn("decoupled-unanswered").press("Cancel").seesHeading("Cancelled");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void anotherBankToPayFrom(Device device) {
        try (Visit visit = Visit.withoutScript(port, playground, device)) {
            visit.open("/pay").fill("Reference", "Typed before").choose("In the XS2A App");
            visit.press("Choose another bank").seesHeading("Choose your bank").follow("Testbank");
            assertThat(visit.page().getByLabel("Reference")).hasValue("Typed before");
            assertThat(visit.page().getByLabel("In the XS2A App")).isChecked();
        }
    }
}
