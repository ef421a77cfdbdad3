package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.Bank.Connection;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The forms of the test banks. */
final class FormFactory {
    static final String INTERFACE = "interface";
    static final String USER_NAME = "bias.apis.forms.elements.UsernameElement";
    static final String PASSWORD = "bias.apis.forms.elements.PasswordElement";
    static final String OTP = "bias.apis.forms.elements.OtpElement";
    static final String ACCOUNT_ID = "account_id";

    private FormFactory() {}

    static Form loginMethod(Bank bank, List<Connection> connections) {
        ObjectNode choice = choice(INTERFACE, "Bank login method", 1);
        for (Connection connection : connections) {
            String label = connection == Connection.PSD2 ? "Demo Bank PSD2" : "Demo Bank";
            option(choice, bank.interfaceValue(connection), label);
        }
        return new Form(Json.array().add(choice));
    }

    static Form credentials() {
        ObjectNode user = input(USER_NAME, "Username", false);
        user.putObject("validator").put("required", true).put("min_length", 1);
        ObjectNode password = input(PASSWORD, "Password", true);
        password.putObject("validator").put("required", true).put("min_length", 5);
        return new Form(Json.array().add(user).add(password));
    }

    static Form otp() {
        ObjectNode input = input(OTP, "OTP", false);
        input.putObject("validator").put("required", true);
        ObjectNode text = element("text").put("content", "Enter the code sent to your phone");
        text.withArrayProperty("tags").add("HELPTEXT");
        ObjectNode context = element("context");
        context.putArray("content").add(text).add(input);
        return new Form(Json.array().add(context));
    }

    static Form accounts(List<Account> accounts, int most) {
        ObjectNode choice = choice(ACCOUNT_ID, "Account", most);
        for (Account account : accounts) {
            option(choice, account.id(), account.alias())
                    .put("description", account.iban() == null ? account.number() : account.iban());
        }
        return new Form(Json.array().add(choice));
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

    private static ObjectNode option(ObjectNode choice, String value, String label) {
        ArrayNode options = choice.withArrayProperty("options");
        return options.addObject().put("value", value).put("label", label).put("disabled", false);
    }
}
