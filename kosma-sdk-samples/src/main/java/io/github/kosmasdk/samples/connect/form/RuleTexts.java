package io.github.kosmasdk.samples.connect.form;

import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.auth.form.ValidationRule;
import io.github.kosmasdk.auth.form.Validator;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What a broken rule means to a consumer. */
final class RuleTexts {

    private RuleTexts() {}

    static String of(OpenEnum<ValidationRule> rule, Validator validator) {
        return rule.known().map(known -> of(known, validator)).orElse("The bank does not accept this.");
    }

    static String of(ValidationRule rule, Validator validator) {
        return switch (rule) {
            case REQUIRED, ALLOW_SELECTED_MIN -> "This is needed.";
            case MIN_LENGTH -> "This is too short" + limit(validator.minLength(), "at least ") + ".";
            case MAX_LENGTH -> "This is too long" + limit(validator.maxLength(), "at most ") + ".";
            case NUMERIC_ONLY -> "Only digits are allowed.";
            case NUMERIC -> "Digits are not allowed.";
            case LETTERS_UPPERCASE -> "Capital letters are not allowed.";
            case LETTERS_LOWERCASE -> "Small letters are not allowed.";
            case SYMBOLS -> "Only letters and digits are allowed.";
            case CHAR_WHITELIST -> "A character in this is not allowed.";
            case CHAR_BLACKLIST -> "A character in this is not allowed" + named(validator.charBlacklist()) + ".";
            case MIN_VALUE -> "This number is too small" + limit(validator.minValue(), "at least ") + ".";
            case MAX_VALUE -> "This number is too large" + limit(validator.maxValue(), "at most ") + ".";
            case ALLOW_SELECTED_MAX -> "Choose fewer.";
            case OPTION_DISABLED -> "This cannot be chosen now.";
            case VALID_OPTIONS -> "Choose one of these.";
            case READ_ONLY -> "This cannot be changed.";
            case TYPE, PATTERN, UNKNOWN_KEY, INACTIVE_OPTION ->
                "The bank does not accept this. Check it for typing errors.";
        };
    }

    private static String named(List<String> characters) {
        return characters.isEmpty()
                ? ""
                : characters.stream()
                        .map(character -> "“" + character + "”")
                        .collect(Collectors.joining(", ", ": ", ""));
    }

    private static String limit(OptionalLong value, String words) {
        return value.isPresent() ? ": " + words + value.getAsLong() : "";
    }

    private static String limit(OptionalInt length, String words) {
        return length.isPresent() ? ": " + words + length.getAsInt() + " characters" : "";
    }
}
