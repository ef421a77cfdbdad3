package io.github.kosmasdk.playground;

import static io.github.kosmasdk.playground.Elements.choice;
import static io.github.kosmasdk.playground.Elements.context;
import static io.github.kosmasdk.playground.Elements.flicker;
import static io.github.kosmasdk.playground.Elements.helpText;
import static io.github.kosmasdk.playground.Elements.image;
import static io.github.kosmasdk.playground.Elements.input;
import static io.github.kosmasdk.playground.Elements.option;
import static io.github.kosmasdk.playground.Elements.padlock;
import static io.github.kosmasdk.playground.Elements.required;
import static io.github.kosmasdk.playground.Elements.switchable;
import static io.github.kosmasdk.playground.Elements.toggle;

import io.github.kosmasdk.playground.Bank.Connection;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** The forms of the test banks. */
final class FormFactory {
    static final String INTERFACE = "interface";
    static final String USER_NAME = "bias.apis.forms.elements.UsernameElement";
    static final String PASSWORD = "bias.apis.forms.elements.PasswordElement";
    static final String OTP = "bias.apis.forms.elements.OtpElement";
    static final String ACCOUNT_ID = "account_id";

    static final String SCA_METHOD = "sca_method";
    private static final String SCA_CONFIRM = "sca_confirm";
    private static final String SCA_PADLOCK = "sca_padlock";
    private static final String SCA_CODE_KIND = "sca_code_kind";
    static final String PHOTO =
            "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAA4AAAAOBAMAAADtZjDiAAAAD1BMVEX////mKCgAljwAPNzwyACu3u4uAAAANklEQVR4XkXK"
                    + "SQ7AMBACQRb//8eGRE7k4VZqgG80EEI/j6vN69WIezrd9zFdLNlcu0Lj6SDiPutpEByOTNx0AAAAAElFTkSuQmCC";

    /** How a consumer may authorise a transfer, as far as it takes a form. */
    enum ScaMethod {
        SMS("SMS TAN"),
        APP("Banking app"),
        CHIPTAN("chipTAN"),
        PHOTOTAN("photoTAN"),
        PADLOCK("Pattern"),
        CONFIRM("Confirmation"),
        CODE("Code list"),
        CALL("Phone call");

        private final String label;

        ScaMethod(String label) {
            this.label = label;
        }

        String value() {
            return name().toLowerCase(Locale.ROOT);
        }

        static ScaMethod of(String value) {
            return valueOf(value.toUpperCase(Locale.ROOT));
        }
    }

    private final Supplier<FormKey> keys;

    FormFactory(Supplier<FormKey> keys) {
        this.keys = keys;
    }

    Form loginMethod(Bank bank, List<Connection> connections) {
        ObjectNode choice = choice(INTERFACE, "Bank login method", 1, 1);
        for (Connection connection : connections) {
            String label = connection == Connection.PSD2 ? "Demo Bank PSD2" : "Demo Bank";
            option(choice, bank.interfaceValue(connection), label);
        }
        return form(choice);
    }

    Form credentials() {
        ObjectNode user = input(USER_NAME, "Username", false);
        required(user).put("min_length", 1);
        ObjectNode password = input(PASSWORD, "Password", true);
        required(password).put("min_length", 5);
        return form(user, password);
    }

    Form otp() {
        ObjectNode input = input(OTP, "OTP", false);
        required(input);
        return form(context(helpText("Enter the code sent to your phone"), input));
    }

    Form scaMethods(String what) {
        ObjectNode choice = choice(SCA_METHOD, "How do you want to authorise it?", 1, 1);
        for (ScaMethod method : ScaMethod.values()) {
            option(choice, method.value(), method.label).put("disabled", method == ScaMethod.CALL);
        }
        return form(helpText(what), choice);
    }

    /** The form behind a method; the app has none. */
    Form sca(ScaMethod method, String what, long amount) {
        return switch (method) {
            case SMS, APP, CALL -> form(context(helpText(what + ": enter the code sent to your phone"), otpInput()));
            case CHIPTAN -> form(helpText(what), flicker(amount), otpInput());
            case PHOTOTAN -> form(helpText(what), photo(), otpInput());
            case PADLOCK -> form(helpText(what), pattern());
            case CONFIRM -> form(helpText(what), confirmation());
            case CODE -> form(helpText(what), codeList());
        };
    }

    /** What the user {@code form-elements} is asked, one form after the other. */
    Form everyElement(EveryElement part) {
        return form(part.elements());
    }

    private Form form(ObjectNode... elements) {
        return new Form(Json.array().addAll(List.of(elements)), keys);
    }

    private static ObjectNode otpInput() {
        ObjectNode input = input(OTP, "OTP", false);
        required(input).put("numeric_only", true);
        return input;
    }

    private static ObjectNode photo() {
        return image("QR_CODE", "photoTAN", "A picture for the photoTAN reader", PHOTO)
                .put("resizable", true);
    }

    private static ObjectNode pattern() {
        ObjectNode padlock = padlock(SCA_PADLOCK);
        required(padlock);
        return padlock;
    }

    private static ObjectNode confirmation() {
        ObjectNode toggle = toggle(SCA_CONFIRM, "I confirm it", false, "ACCEPT");
        required(toggle);
        return toggle;
    }

    private static ObjectNode codeList() {
        ObjectNode number = input("sca_code_number", "Code number 7 of your list", false);
        required(number).put("numeric_only", true);
        ObjectNode word = input("sca_code_word", "Code word", false);
        required(word).put("min_length", 3);
        ObjectNode remember = toggle("sca_code_remember", "Ask for a word next time", false, "SETTINGS");
        ObjectNode switchable = switchable(SCA_CODE_KIND, "number", "TABS");
        required(switchable);
        option(switchable, "number", "Number").putArray("content").add(context(number));
        option(switchable, "word", "Word").putArray("content").add(word).add(remember);
        return switchable;
    }

    Form accounts(List<Account> accounts, int most) {
        ObjectNode choice = choice(ACCOUNT_ID, "Account", 1, most);
        for (Account account : accounts) {
            option(choice, account.id(), account.alias())
                    .put("description", account.iban() == null ? account.number() : account.iban());
        }
        return form(choice);
    }
}
