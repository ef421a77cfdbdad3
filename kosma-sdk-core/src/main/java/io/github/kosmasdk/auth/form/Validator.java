package io.github.kosmasdk.auth.form;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The rules of one field. They are checked before anything is sent, and again by the service.
 *
 * <p>A character is a Unicode code point. An empty value that is not required breaks no rule.
 *
 * @param required whether a value is needed: a text or a drawing that is not empty, a toggle that is on
 * @param minLength the least number of characters, empty when there is no limit
 * @param maxLength the largest number of characters, empty when there is no limit
 * @param minValue the least number (a text) or cell index (a padlock), empty when there is no limit
 * @param maxValue the largest number (a text) or cell index (a padlock), empty when there is no limit
 * @param numericOnly whether only the digits 0 to 9 are allowed
 * @param numeric whether digits are allowed; {@code true} unless the service says otherwise
 * @param lettersUppercase whether upper-case letters are allowed; {@code true} unless the service says otherwise
 * @param lettersLowercase whether lower-case letters are allowed; {@code true} unless the service says otherwise
 * @param symbols whether other characters are allowed; {@code true} unless the service says otherwise
 * @param charWhitelist characters allowed beside those that the rules above allow; the only ones allowed when no rule
 *     above restricts them; empty: no such rule
 * @param charBlacklist characters that are not allowed; empty: no such rule
 * @param pattern a regular expression that the text has to contain a match of, empty when there is none
 * @param patternFormat what the service says of the pattern, empty when it says nothing
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/xs2a-form/input.html">the input element</a>
 */
public record Validator(
        boolean required,
        OptionalInt minLength,
        OptionalInt maxLength,
        OptionalLong minValue,
        OptionalLong maxValue,
        boolean numericOnly,
        boolean numeric,
        boolean lettersUppercase,
        boolean lettersLowercase,
        boolean symbols,
        List<String> charWhitelist,
        List<String> charBlacklist,
        Optional<String> pattern,
        Optional<String> patternFormat) {

    /** No rules. */
    public static final Validator NONE = new Validator(
            false,
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            false,
            true,
            true,
            true,
            true,
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty());

    /** Copies the lists. */
    public Validator {
        charWhitelist = List.copyOf(charWhitelist);
        charBlacklist = List.copyOf(charBlacklist);
    }

    boolean restrictsKindsOfCharacters() {
        return numericOnly || !numeric || !lettersUppercase || !lettersLowercase || !symbols;
    }
}
