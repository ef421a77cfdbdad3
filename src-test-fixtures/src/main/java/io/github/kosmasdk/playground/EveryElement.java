package io.github.kosmasdk.playground;

import static io.github.kosmasdk.playground.Elements.box;
import static io.github.kosmasdk.playground.Elements.choice;
import static io.github.kosmasdk.playground.Elements.element;
import static io.github.kosmasdk.playground.Elements.flicker;
import static io.github.kosmasdk.playground.Elements.helpText;
import static io.github.kosmasdk.playground.Elements.image;
import static io.github.kosmasdk.playground.Elements.input;
import static io.github.kosmasdk.playground.Elements.link;
import static io.github.kosmasdk.playground.Elements.option;
import static io.github.kosmasdk.playground.Elements.padlock;
import static io.github.kosmasdk.playground.Elements.required;
import static io.github.kosmasdk.playground.Elements.switchable;
import static io.github.kosmasdk.playground.Elements.toggle;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The forms of the user {@code form-elements}: together they have every element, with every member it can have. */
enum EveryElement {
    /** What is typed. */
    DETAILS {
        @Override
        ObjectNode[] elements() {
            return new ObjectNode[] {
                box("BOX_INFO", element("text").put("content", "This user is asked everything that a form can ask.")),
                birthday(),
                iban(),
                personalNumber(),
                branch(),
                box("HORIZONTAL", codeWord(), contract()),
                link("Where do I find these?", "https://testbank.example/help")
            };
        }
    },
    /** What is chosen. */
    WAYS {
        @Override
        ObjectNode[] elements() {
            ObjectNode terms = toggle("element_terms", "I agree to the terms", false, "ACCEPT");
            required(terms);
            return new ObjectNode[] {
                ways(),
                letters(),
                customer(),
                toggle("element_remember", "Remember this device", true, "SETTINGS"),
                box("BOX_WARNING", element("text").put("content", "Share your codes with nobody.")),
                terms
            };
        }
    },
    /** What is read off, and drawn. */
    CODES {
        @Override
        ObjectNode[] elements() {
            ObjectNode captcha = input("element_captcha", "Letters of the picture", false);
            required(captcha);
            ObjectNode pattern = padlock("element_pattern");
            required(pattern).put("min_value", 0).put("max_value", 8);
            return new ObjectNode[] {
                box(
                        "CAPTCHA",
                        image("CAPTCHA", "Captcha", "Four letters and digits", CAPTCHA_PICTURE)
                                .put("title", "Captcha of the demo bank")
                                .put("resizable", false),
                        captcha),
                image("QR_CODE", "photoTAN", "A picture for the photoTAN reader", FormFactory.PHOTO)
                        .put("resizable", true),
                flicker(0x4711),
                pattern,
                box("BOX_DANGER", element("text").put("content", "The wrong pattern three times, and it is locked.")),
                box("BOX_SUCCESS", element("text").put("content", "This is the last form."))
            };
        }
    };

    private static final String CAPTCHA_PICTURE =
            "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAIQAAAA0AQMAAABxQAKRAAAABlBMVEX08fo7H2b2Xq1sAAAAs0lEQVR42s3QMRKCMBAF0M9QUK4n"
                    + "gIsw45UsKSxytNyAK+QI61howRj/JpJBrTQWLgWfNyR8AvzpCK8qkahZtFLyliIpfyZDnJ8kcq7McSMqtze5uFc5hSLWUFVkyt/L0npK/xBvMoDSeZMdI+Vo0qjJASNv"
                    + "TbDtdVSLXCvoXBJRi2hnQZ8qaKsW2UEwZeFbjMAe58CnXJTR+kRXhNFkQZGlHPAquv6plDP/XrbpV4JKqZ87MyhjLz9DYwMAAAAASUVORK5CYII=";
    private static final String STAR =
            "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAABAAAAAQAQMAAAAlPW0iAAAABlBMVEVLKnv/2GakH+zPAAAAKUlEQVR42mNggIADIMT4AITs/zDI/2Dg"
                    + "/8DA/gBE8hUwSEgwCHBA1AEA8WwJQBdJeMcAAAAASUVORK5CYII=";
    private static final String DIGIT = "[0-9]";
    private static final String LETTER = "[A-Z]";

    abstract ObjectNode[] elements();

    private static ObjectNode birthday() {
        ObjectNode input = input("element_birthday", "Date of birth", false).put("placeholder", "31.12.1990");
        mask(input, DIGIT, DIGIT, ".", DIGIT, DIGIT, ".", DIGIT, DIGIT, DIGIT, DIGIT);
        required(input).put("pattern", "^[0-9]{2}\\.[0-9]{2}\\.[0-9]{4}$").put("pattern_format", "DD.MM.YYYY");
        return input;
    }

    private static ObjectNode iban() {
        ObjectNode input = input("element_iban", "IBAN", false)
                .put("data_type", "IBAN")
                .put("prefill_value", "DE43000000005686751168");
        ObjectNode validator = required(input).put("min_length", 15).put("max_length", 34);
        validator.putArray("char_blacklist").add("-").add(".");
        return input;
    }

    private static ObjectNode personalNumber() {
        ObjectNode input = input("element_pno", "Personal number", true).put("data_type", "PNO");
        mask(input, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, "-", DIGIT, DIGIT, DIGIT, DIGIT);
        ObjectNode validator = input.putObject("validator").put("numeric", true).put("symbols", false);
        validator.putObject("letters").put("uppercase", false).put("lowercase", false);
        validator.putArray("char_whitelist").add("-");
        return input;
    }

    private static ObjectNode branch() {
        ObjectNode input = input("element_branch", "Branch", false);
        required(input).put("numeric_only", true).put("min_value", 100).put("max_value", 899);
        return input;
    }

    private static ObjectNode codeWord() {
        ObjectNode input = input("element_word", "Code word", false);
        mask(input, LETTER, LETTER, LETTER, " ", LETTER, LETTER, LETTER);
        return input;
    }

    private static ObjectNode contract() {
        return input("element_contract", "Contract", false)
                .put("prefill_value", "4711-0815")
                .put("read_only", true);
    }

    private static ObjectNode ways() {
        ObjectNode choice = choice("element_ways", "Ways to confirm", 1, 2).put("placeholder", "One or two");
        choice.withArrayProperty("selected").add("app");
        ObjectNode app = option(choice, "app", "Banking app").put("description", "On your phone");
        badge(app, "image", STAR);
        badge(option(choice, "sms", "SMS"), "text", "usual");
        option(choice, "chiptan", "chipTAN");
        option(choice, "call", "Phone call").put("disabled", true);
        return choice;
    }

    private static ObjectNode letters() {
        ObjectNode choice = choice("element_letters", "Letters by post", 0, 1);
        option(choice, "statements", "Statements");
        return choice;
    }

    private static ObjectNode customer() {
        ObjectNode switchable = switchable("element_customer", "private", "COLLAPSIBLE")
                .put("version", "1.1.0")
                .put("label", "Customer");
        required(switchable);
        ObjectNode person = option(switchable, "private", "Private").put("description", "For persons");
        badge(person, "text", "usual");
        person.putArray("content").add(helpText("There is nothing more to say."));
        ObjectNode company = input("element_company", "Number in the register", false)
                .put("data_type", "ORGANIZATION_REGISTRATION_ID");
        required(company);
        ObjectNode business = option(switchable, "business", "Business");
        badge(business, "image", STAR);
        business.putArray("content").add(company);
        option(switchable, "public", "Public body").put("disabled", true).putArray("content");
        return switchable;
    }

    private static void mask(ObjectNode input, String... places) {
        ArrayNode mask = input.putArray("mask");
        List.of(places).forEach(mask::add);
    }

    private static void badge(ObjectNode option, String type, String content) {
        option.putObject("badge").put("type", type).put("content", content);
    }
}
