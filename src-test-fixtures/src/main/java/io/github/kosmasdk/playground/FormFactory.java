package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.Bank.Connection;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
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
    private static final String PHOTO =
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
        ObjectNode choice = choice(INTERFACE, "Bank login method", 1);
        for (Connection connection : connections) {
            String label = connection == Connection.PSD2 ? "Demo Bank PSD2" : "Demo Bank";
            option(choice, bank.interfaceValue(connection), label);
        }
        return form(choice);
    }

    Form credentials() {
        ObjectNode user = input(USER_NAME, "Username", false);
        user.putObject("validator").put("required", true).put("min_length", 1);
        ObjectNode password = input(PASSWORD, "Password", true);
        password.putObject("validator").put("required", true).put("min_length", 5);
        return form(user, password);
    }

    Form otp() {
        ObjectNode input = input(OTP, "OTP", false);
        input.putObject("validator").put("required", true);
        return form(context(text("Enter the code sent to your phone"), input));
    }

    Form scaMethods(String what) {
        ObjectNode choice = choice(SCA_METHOD, "How do you want to authorise it?", 1);
        for (ScaMethod method : ScaMethod.values()) {
            option(choice, method.value(), method.label).put("disabled", method == ScaMethod.CALL);
        }
        return form(text(what), choice);
    }

    /** The form behind a method; the app has none. */
    Form sca(ScaMethod method, String what, long amount) {
        return switch (method) {
            case SMS, APP, CALL -> form(context(text(what + ": enter the code sent to your phone"), otpInput()));
            case CHIPTAN -> form(text(what), flicker(amount), otpInput());
            case PHOTOTAN -> form(text(what), photo(), otpInput());
            case PADLOCK -> form(text(what), padlock());
            case CONFIRM -> form(text(what), confirmation());
            case CODE -> form(text(what), codeList());
        };
    }

    private Form form(ObjectNode... elements) {
        return new Form(Json.array().addAll(List.of(elements)), keys);
    }

    private static ObjectNode text(String content) {
        ObjectNode text = element("text").put("content", content);
        text.withArrayProperty("tags").add("HELPTEXT");
        return text;
    }

    private static ObjectNode context(ObjectNode... content) {
        ObjectNode context = element("context");
        context.putArray("content").addAll(List.of(content));
        return context;
    }

    private static ObjectNode otpInput() {
        ObjectNode input = input(OTP, "OTP", false);
        input.putObject("validator").put("required", true).put("numeric_only", true);
        return input;
    }

    /** Frames of five bars; the first bar is the clock, the others show the amount four bits at a time. */
    private static ObjectNode flicker(long amount) {
        ObjectNode flicker = element("flicker");
        ArrayNode frames = flicker.putArray("data");
        for (char digit : Long.toHexString(amount).toCharArray()) {
            int bits = Character.digit(digit, 16);
            for (int clock = 1; clock >= 0; clock--) {
                ArrayNode frame = frames.addArray().add(clock);
                for (int bar = 0; bar < 4; bar++) {
                    frame.add(bits >> bar & 1);
                }
            }
        }
        return flicker;
    }

    private static ObjectNode photo() {
        ObjectNode image = element("image")
                .put("label", "photoTAN")
                .put("alt", "A picture for the photoTAN reader")
                .put("src", PHOTO)
                .put("resizable", true);
        image.withArrayProperty("tags").add("QR_CODE");
        return image;
    }

    private static ObjectNode padlock() {
        ObjectNode padlock =
                element("padlock").put("key", SCA_PADLOCK).put("rows", 3).put("columns", 3);
        padlock.putObject("validator").put("required", true);
        return padlock;
    }

    private static ObjectNode confirmation() {
        ObjectNode toggle = element("toggle")
                .put("key", SCA_CONFIRM)
                .put("label", "I confirm it")
                .put("selected", false);
        toggle.withArrayProperty("tags").add("ACCEPT");
        toggle.putObject("validator").put("required", true);
        return toggle;
    }

    private static ObjectNode codeList() {
        ObjectNode number = input("sca_code_number", "Code number 7 of your list", false);
        number.putObject("validator").put("required", true).put("numeric_only", true);
        ObjectNode word = input("sca_code_word", "Code word", false);
        word.putObject("validator").put("required", true).put("min_length", 3);
        ObjectNode remember = element("toggle")
                .put("key", "sca_code_remember")
                .put("label", "Ask for a word next time")
                .put("selected", false);
        ObjectNode switchable = element("switchable").put("key", SCA_CODE_KIND).put("selected", "number");
        switchable.withArrayProperty("tags").add("TABS");
        switchable.putObject("validator").put("required", true);
        switchable.putArray("options");
        option(switchable, "number", "Number").putArray("content").add(context(number));
        option(switchable, "word", "Word").putArray("content").add(word).add(remember);
        return switchable;
    }

    Form accounts(List<Account> accounts, int most) {
        ObjectNode choice = choice(ACCOUNT_ID, "Account", most);
        for (Account account : accounts) {
            option(choice, account.id(), account.alias())
                    .put("description", account.iban() == null ? account.number() : account.iban());
        }
        return form(choice);
    }

    private static ObjectNode element(String type) {
        ObjectNode element = Json.object().put("type", type).put("version", "1.0.0");
        element.putArray("tags");
        return element;
    }

    private static ObjectNode input(String key, String label, boolean password) {
        return element("input")
                .put("key", key)
                .put("label", label)
                .put("password", password)
                .put("read_only", false);
    }

    private static ObjectNode choice(String key, String label, int most) {
        ObjectNode choice = element("choice").put("key", key).put("label", label);
        choice.putArray("selected");
        choice.putObject("allow_selected").put("min", 1).put("max", most);
        choice.putArray("options");
        return choice;
    }

    private static ObjectNode option(ObjectNode element, String value, String label) {
        ArrayNode options = element.withArrayProperty("options");
        return options.addObject().put("value", value).put("label", label).put("disabled", false);
    }
}
