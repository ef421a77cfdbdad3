package io.github.kosmasdk.samples.connect.form;

import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.auth.form.ValidationRule;
import io.github.kosmasdk.auth.form.Validator;
import java.util.OptionalInt;

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
            case CHAR_WHITELIST, CHAR_BLACKLIST -> "A character in this is not allowed.";
            case MIN_VALUE -> "This number is too small.";
            case MAX_VALUE -> "This number is too large.";
            case ALLOW_SELECTED_MAX -> "Choose fewer.";
            case OPTION_DISABLED -> "This cannot be chosen now.";
            case VALID_OPTIONS -> "Choose one of these.";
            case READ_ONLY -> "This cannot be changed.";
            case TYPE, PATTERN, UNKNOWN_KEY, INACTIVE_OPTION ->
                "The bank does not accept this. Check it for typing errors.";
        };
    }

    private static String limit(OptionalInt length, String words) {
        return length.isPresent() ? ": " + words + length.getAsInt() + " characters" : "";
    }
}
