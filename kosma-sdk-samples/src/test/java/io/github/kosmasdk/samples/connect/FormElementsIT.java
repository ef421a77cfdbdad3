package io.github.kosmasdk.samples.connect;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.github.kosmasdk.playground.KosmaPlayground;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What banks can ask, in a real browser: every element of a form is not only shown but used. */
@ConnectTest
class FormElementsIT {

    @LocalServerPort
    private int port;

    @Autowired
    private KosmaPlayground playground;

    private Visit visit(Device device) {
        return Visit.of(port, playground, device);
    }

    private static void fillInTheDetails(Visit visit) {
        visit.fill("Date of birth", "12.03.1990").fill("Branch", "370").press("Continue");
    }

    private static void makeTheChoices(Visit visit) {
        visit.choose("I agree to the terms").press("Continue").sees("Letters of the picture");
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void aMaskFillsInTheSeparatorsWhileOneTypes(Device device) {
        try (Visit visit = visit(device)) {
            Page page = visit.connectHere().logIn("form-elements").page();
            Locator birthday = page.getByLabel("Date of birth");
            assertThat(birthday).hasAttribute("placeholder", "31.12.1990");
            assertThat(birthday).hasAccessibleDescription("Format: DD.MM.YYYY");

            birthday.pressSequentially("12031990");
            assertThat(birthday).hasValue("12.03.1990");
            birthday.clear();
            birthday.pressSequentially("12.03.1990");
            assertThat(birthday).hasValue("12.03.1990");
            for (int i = 0; i < 8; i++) {
                birthday.press("Backspace");
            }
            assertThat(birthday).hasValue("12");
            birthday.pressSequentially("041991");
            assertThat(birthday).hasValue("12.04.1991");
            birthday.fill("31122000");
            assertThat(birthday).hasValue("31.12.2000");
            birthday.clear();
            birthday.pressSequentially("March 12, 1990");
            assertThat(birthday).hasValue("March 12, 1990");
            birthday.fill("31122000");

            // letters, and a secret
            Locator word = page.getByLabel("Code word");
            assertThat(word).hasAccessibleDescription("Like this: AAA AAA");
            word.pressSequentially("ROTKEH");
            assertThat(word).hasValue("ROT KEH");
            Locator number = page.getByLabel("Personal number");
            assertThat(number).hasAttribute("type", "password");
            number.pressSequentially("9003121234");
            assertThat(number).hasValue("900312-1234");
            visit.fill("Branch", "370").press("Continue").sees("Ways to confirm");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void whatTheBankFilledInIsThereAndWhatIsItsOwnStays(Device device) {
        try (Visit visit = visit(device)) {
            Page page = visit.connectHere().logIn("form-elements").page();
            assertThat(page.getByLabel("IBAN")).hasValue("DE43000000005686751168");
            assertThat(page.getByLabel("Contract")).hasValue("4711-0815");
            assertThat(page.getByLabel("Contract")).not().isEditable();
            fillInTheDetails(visit);
            visit.sees("Ways to confirm");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void everyRuleIsToldAtItsField(Device device) {
        try (Visit visit = visit(device)) {
            Page page = visit.connectHere().logIn("form-elements").page();
            visit.fill("Date of birth", "soon")
                    .fill("IBAN", "DE43-0000-0000-5686")
                    .fill("Branch", "99");
            visit.fill("Personal number", "9003A2-1234").expecting(422).press("Continue");
            visit.seesHeading("Please check what you entered");

            assertThat(page.getByLabel("Date of birth"))
                    .hasAccessibleDescription(
                            "Format: DD.MM.YYYY The bank does not accept this. Check it for typing errors.");
            assertThat(page.getByLabel("IBAN"))
                    .hasAccessibleDescription("A character in this is not allowed: “-”, “.”.");
            assertThat(page.getByLabel("Branch")).hasAccessibleDescription("This number is too small: at least 100.");
            assertThat(page.getByLabel("Personal number")).hasAttribute("aria-invalid", "true");
            assertThat(page.getByLabel("Personal number")).hasValue("");
            page.locator("#problems").getByRole(AriaRole.LINK).nth(2).click();
            assertThat(page.getByLabel("Personal number")).isFocused();

            visit.fill("IBAN", "DE43000000005686751168");
            fillInTheDetails(visit);
            visit.sees("Ways to confirm").expecting(422).press("Continue");
            assertThat(page.getByLabel("I agree to the terms")).hasAccessibleDescription("This is needed.");
            makeTheChoices(visit);
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void aLinkOpensAnotherWindowThatKnowsNothingOfThisOne(Device device) {
        try (Visit visit = visit(device)) {
            visit.connectHere().logIn("form-elements");
            Locator link = visit.page().getByText("Where do I find these?").locator("xpath=..");
            assertThat(link).hasAttribute("href", "https://testbank.example/help");
            assertThat(link).hasAttribute("target", "_blank");
            assertThat(link).hasAttribute("rel", "noopener noreferrer");
            assertThat(link).containsText("(new window)");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void optionsHaveBadgesAndOpenTheirFields(Device device) {
        try (Visit visit = visit(device)) {
            Page page = visit.connectHere().logIn("form-elements").page();
            fillInTheDetails(visit);
            visit.sees("One or two").seesItsPictures();
            Locator app = page.locator("label", new Page.LocatorOptions().setHasText("Banking app"));
            assertThat(app.locator("img.badge")).isVisible();
            assertThat(page.getByLabel("Banking app")).isChecked();
            assertThat(page.locator("label", new Page.LocatorOptions().setHasText("SMS"))
                            .locator(".badge"))
                    .hasText("usual");
            assertThat(page.getByLabel("Phone call")).isDisabled();
            assertThat(page.getByLabel("Remember this device")).isChecked();

            assertThat(page.getByLabel("Number in the register")).isHidden();
            visit.choose("Business");
            assertThat(page.getByLabel("Number in the register")).isVisible();
            visit.choose("SMS")
                    .choose("chipTAN")
                    .choose("I agree to the terms")
                    .expecting(422)
                    .press("Continue");
            visit.seesHeading("Please check what you entered");
            assertThat(page.getByLabel("Business")).isChecked();
            assertThat(page.getByLabel("Number in the register")).hasAccessibleDescription("This is needed.");
            assertThat(page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Ways to confirm")))
                    .hasAccessibleDescription("One or two Choose fewer.");

            page.getByLabel("chipTAN").uncheck();
            visit.choose("Statements").fill("Number in the register", "HRB 4711");
            makeTheChoices(visit);
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void aPatternIsDrawnWithTheMouseOrAFinger(Device device) {
        try (Visit visit = visit(device)) {
            Page page = visit.connectHere().logIn("form-elements").page();
            fillInTheDetails(visit);
            makeTheChoices(visit);
            Locator field = page.getByLabel("Your pattern");
            visit.draw(device == Device.PHONE, 1, 2, 5, 8);
            assertThat(field).hasValue("1 2 5 8");
            assertThat(page.locator(".cell.drawn")).hasText(new String[] {"1", "2", "5", "8"});
            assertThat(page.getByText("Cells so far: 4")).isVisible();

            // it can be drawn in parts, cell by cell too, and again from the beginning
            page.getByLabel("Cell 9", new Page.GetByLabelOptions().setExact(true))
                    .click();
            assertThat(field).hasValue("1 2 5 8 9");
            visit.press("Start again");
            assertThat(field).hasValue("");
            assertThat(page.locator(".cell.drawn")).hasCount(0);
            visit.draw(device == Device.PHONE, 3, 6, 5, 6, 9);
            assertThat(field).hasValue("3 6 5 6 9");
            visit.fill("Letters of the picture", "R7K4").press("Continue").seesHeading("Accounts");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void aPaymentIsAuthorisedByAPattern(Device device) {
        try (Visit visit = visit(device)) {
            visit.payTo("sca-methods", "Pattern").draw(device == Device.PHONE, 1, 2, 3, 6);
            visit.press("Continue").seesHeading("The payment is on its way");
        }
    }

    @Test
    void aPatternIsDrawnByTheKeyboard() {
        try (Visit visit = visit(Device.DESKTOP)) {
            Page page = visit.payTo("sca-methods", "Pattern").page();
            page.getByLabel("Cell 4", new Page.GetByLabelOptions().setExact(true))
                    .focus();
            page.keyboard().press("Enter");
            page.keyboard().press("Tab");
            page.keyboard().press("Space");
            assertThat(page.getByLabel("Your pattern")).hasValue("4 5");
            page.getByLabel("Your pattern").fill("7 8");
            assertThat(page.locator(".cell.drawn")).hasText(new String[] {"7", "8"});
            visit.press("Continue").seesHeading("The payment is on its way");
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void theFlickeringCodeFlickersInAnySizeAndAtAnySpeed(Device device) {
        try (Visit visit = visit(device)) {
            Page page = visit.payTo("sca-methods", "chipTAN").seesItsPictures().page();
            Locator code = page.locator("#flicker");
            byte[] first = code.screenshot();
            visit.eventually("its bars change", () -> !Arrays.equals(first, code.screenshot()));

            double width = code.boundingBox().width;
            visit.press("Larger").press("Larger");
            assertThat(code.boundingBox().width).isGreaterThan(width * 1.2);
            visit.press("Smaller").press("Smaller").press("Smaller");
            assertThat(code.boundingBox().width).isLessThan(width);

            visit.fill("OTP", "12345");
            double usual = secondsOfARound(code);
            page.getByLabel("16 pictures a second").click();
            visit.seesItsPictures();
            assertThat(page.getByLabel("16 pictures a second")).hasAttribute("aria-current", "true");
            assertThat(page.getByLabel("10 pictures a second")).not().hasAttribute("aria-current", "true");
            assertThat(secondsOfARound(code)).isLessThan(usual);
            page.getByLabel("4 pictures a second", new Page.GetByLabelOptions().setExact(true))
                    .click();
            visit.seesItsPictures();
            assertThat(secondsOfARound(code)).isGreaterThan(usual);
            byte[] slow = code.screenshot();
            visit.eventually("its bars still change", () -> !Arrays.equals(slow, code.screenshot()));

            assertThat(page.getByLabel("OTP")).hasValue("12345");
            visit.press("Continue").seesHeading("The payment is on its way");
        }
    }

    /** As the picture says that is shown now. */
    private static double secondsOfARound(Locator picture) {
        Object svg = picture.evaluate("image => fetch(image.src).then(answer => answer.text())");
        String duration = svg.toString().replaceAll("(?s).*?dur=\"([0-9.]+)s\".*", "$1");
        return Double.parseDouble(duration);
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void picturesAreThereAndCanBeResizedWhereTheBankSaysSo(Device device) {
        try (Visit visit = visit(device)) {
            Page page = visit.connectHere().logIn("form-elements").page();
            fillInTheDetails(visit);
            makeTheChoices(visit);
            visit.seesItsPictures();
            Locator captcha = page.getByAltText("Four letters and digits");
            Locator code = page.getByAltText("A picture for the photoTAN reader");
            assertThat(captcha).isVisible();
            assertThat(captcha.locator("xpath=..").getByRole(AriaRole.BUTTON)).hasCount(0);
            double width = code.boundingBox().width;
            for (int i = 0; i < 12; i++) {
                code.locator("xpath=..").getByText("Larger").click();
            }
            assertThat(code.boundingBox().width).isGreaterThan(width * 3);
            assertThat(page.evaluate(
                            "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                    .as("a picture that is too large can be scrolled, and the page stays as wide as it is")
                    .isEqualTo(true);
        }
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void theAppAsksEverythingToo(Device device) {
        try (Visit visit = visit(device)) {
            visit.connectByApp().logInWithApp("form-elements");
            visit.app().getByLabel("Date of birth").fill("12.03.1990");
            visit.app().getByLabel("Branch").fill("370");
            visit.pressInApp("Continue");
            assertThat(visit.app().locator("img.badge").first()).isVisible();
            assertThat(visit.app().locator("span.badge").first()).hasText("usual");
            visit.app().getByLabel("I agree to the terms").check();
            visit.pressInApp("Continue");
            visit.app().getByLabel("Letters of the picture").fill("R7K4");
            for (String cell : new String[] {"1", "2", "5"}) {
                visit.pressInApp(cell);
            }
            visit.pressInApp("Continue").seesHeading("Accounts");
        }
    }
}
