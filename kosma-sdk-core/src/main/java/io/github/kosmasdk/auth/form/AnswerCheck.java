package io.github.kosmasdk.auth.form;

import static io.github.kosmasdk.auth.form.ValidationRule.ALLOW_SELECTED_MAX;
import static io.github.kosmasdk.auth.form.ValidationRule.ALLOW_SELECTED_MIN;
import static io.github.kosmasdk.auth.form.ValidationRule.CHAR_BLACKLIST;
import static io.github.kosmasdk.auth.form.ValidationRule.CHAR_WHITELIST;
import static io.github.kosmasdk.auth.form.ValidationRule.INACTIVE_OPTION;
import static io.github.kosmasdk.auth.form.ValidationRule.LETTERS_LOWERCASE;
import static io.github.kosmasdk.auth.form.ValidationRule.LETTERS_UPPERCASE;
import static io.github.kosmasdk.auth.form.ValidationRule.MAX_LENGTH;
import static io.github.kosmasdk.auth.form.ValidationRule.MAX_VALUE;
import static io.github.kosmasdk.auth.form.ValidationRule.MIN_LENGTH;
import static io.github.kosmasdk.auth.form.ValidationRule.MIN_VALUE;
import static io.github.kosmasdk.auth.form.ValidationRule.NUMERIC;
import static io.github.kosmasdk.auth.form.ValidationRule.NUMERIC_ONLY;
import static io.github.kosmasdk.auth.form.ValidationRule.OPTION_DISABLED;
import static io.github.kosmasdk.auth.form.ValidationRule.PATTERN;
import static io.github.kosmasdk.auth.form.ValidationRule.READ_ONLY;
import static io.github.kosmasdk.auth.form.ValidationRule.REQUIRED;
import static io.github.kosmasdk.auth.form.ValidationRule.SYMBOLS;
import static io.github.kosmasdk.auth.form.ValidationRule.TYPE;
import static io.github.kosmasdk.auth.form.ValidationRule.UNKNOWN_KEY;
import static io.github.kosmasdk.auth.form.ValidationRule.VALID_OPTIONS;

import io.github.kosmasdk.internal.mask.Masks;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks given values by the rules of the form and makes what is sent. Finds all problems, not just the first. */
final class AnswerCheck {

    private static final int MAX_NAMED = 20;
    private static final int MAX_NUMBER_CHARACTERS = 40;

    private final Map<String, AnswerValue> given;
    private final List<FormAnswer.Entry> entries = new ArrayList<>();
    private final List<AnswerProblem> problems = new ArrayList<>();
    private final Set<String> activeKeys = new HashSet<>();
    private final Set<String> sentKeys = new HashSet<>();

    private AnswerCheck(Map<String, AnswerValue> given) {
        this.given = given;
    }

    /** The entries to send, which share nothing with the given values. */
    static List<FormAnswer.Entry> check(Form form, Map<String, AnswerValue> given) {
        AnswerCheck check = new AnswerCheck(given);
        check.elements(form.elements());
        check.strayKeys(form);
        if (!check.problems.isEmpty()) {
            check.entries.forEach(entry -> entry.value().wipe());
            throw new InvalidFormAnswerException(form.identifier(), check.problems);
        }
        return check.entries;
    }

    private void elements(List<FormElement> elements) {
        for (FormElement element : elements) {
            if (element instanceof FormField field) {
                field(field);
            } else if (element instanceof ContextBlock block) {
                elements(block.content());
            } else if (element instanceof UnknownElement unknown) {
                unknown.key().ifPresent(this::unknown);
            }
        }
    }

    private void field(FormField field) {
        activeKeys.add(field.key());
        if (field instanceof Input input) {
            input(input);
        } else if (field instanceof Choice choice) {
            choice(choice);
        } else if (field instanceof Toggle toggle) {
            toggle(toggle);
        } else if (field instanceof Switchable switchable) {
            switchable(switchable);
        } else if (field instanceof Padlock padlock) {
            padlock(padlock);
        }
    }

    // input

    private void input(Input input) {
        AnswerValue value = given.get(input.key());
        String prefill = input.prefillValue().orElse("");
        if (value == null) {
            send(input.key(), AnswerValue.Characters.copyOf(prefill));
            if (!input.readOnly()) {
                characters(input, prefill.toCharArray());
            }
        } else if (!(value instanceof AnswerValue.Characters characters)) {
            wrongKind(input, "a text, give it with put(key, text)");
        } else if (input.readOnly()) {
            if (!Arrays.equals(characters.value(), prefill.toCharArray())) {
                problem(input, READ_ONLY, "this value cannot be changed, leave the key out");
            }
            send(input.key(), AnswerValue.Characters.copyOf(prefill));
        } else {
            send(input.key(), new AnswerValue.Characters(characters.value().clone()));
            characters(input, characters.value());
        }
    }

    private void characters(Input input, char[] text) {
        Validator rules = input.validator();
        if (text.length == 0) {
            if (rules.required()) {
                problem(input, REQUIRED, "give a text that is not empty");
            }
            return;
        }
        int length = Character.codePointCount(text, 0, text.length);
        if (rules.minLength().isPresent() && length < rules.minLength().getAsInt()) {
            problem(input, MIN_LENGTH, "give at least " + rules.minLength().getAsInt() + " characters");
        }
        if (rules.maxLength().isPresent() && length > rules.maxLength().getAsInt()) {
            problem(input, MAX_LENGTH, "give at most " + rules.maxLength().getAsInt() + " characters");
        }
        numberOf(input, text);
        kindsOfCharacters(input, text);
        Set<Integer> blacklist = codePoints(rules.charBlacklist());
        if (any(text, blacklist::contains)) {
            problem(input, CHAR_BLACKLIST, "leave out these characters: " + named(rules.charBlacklist()));
        }
        if (rules.pattern().isPresent()
                && !LinearPattern.mayMatch(rules.pattern().get(), text)) {
            problem(
                    input,
                    PATTERN,
                    "give a text that matches " + Masks.label(rules.pattern().get()));
        }
    }

    private void numberOf(Input input, char[] text) {
        Validator rules = input.validator();
        if (rules.minValue().isEmpty() && rules.maxValue().isEmpty()) {
            return;
        }
        BigDecimal number = number(text);
        if (rules.minValue().isPresent()) {
            long min = rules.minValue().getAsLong();
            if (number == null || number.compareTo(BigDecimal.valueOf(min)) < 0) {
                problem(input, MIN_VALUE, "give a number, " + min + " or more");
            }
        }
        if (rules.maxValue().isPresent()) {
            long max = rules.maxValue().getAsLong();
            if (number == null || number.compareTo(BigDecimal.valueOf(max)) > 0) {
                problem(input, MAX_VALUE, "give a number, " + max + " or less");
            }
        }
    }

    private static @Nullable BigDecimal number(char[] text) {
        char[] digits = text.clone();
        try {
            for (int i = 0; i < digits.length; i++) {
                char c = digits[i];
                if (c == ',') {
                    digits[i] = '.';
                } else if (c != '.' && c != '-' && c != '+' && (c < '0' || c > '9')) {
                    return null;
                }
            }
            return digits.length > MAX_NUMBER_CHARACTERS ? null : new BigDecimal(digits);
        } catch (NumberFormatException noNumber) {
            return null;
        } finally {
            Arrays.fill(digits, '\0');
        }
    }

    private void kindsOfCharacters(Input input, char[] text) {
        Validator rules = input.validator();
        Set<Integer> whitelist = codePoints(rules.charWhitelist());
        if (!rules.restrictsKindsOfCharacters()) {
            if (!whitelist.isEmpty() && any(text, c -> !whitelist.contains(c))) {
                problem(input, CHAR_WHITELIST, "use these characters only: " + named(rules.charWhitelist()));
            }
            return;
        }
        String besides = whitelist.isEmpty() ? "" : "; allowed besides: " + named(rules.charWhitelist());
        IntPredicate listed = whitelist::contains;
        IntPredicate symbol = c -> !digit(c) && !Character.isUpperCase(c) && !Character.isLowerCase(c);
        if (rules.numericOnly()) {
            if (any(text, c -> !digit(c) && !listed.test(c))) {
                problem(input, NUMERIC_ONLY, "use the digits 0 to 9 only" + besides);
            }
            return;
        }
        if (!rules.numeric() && any(text, c -> digit(c) && !listed.test(c))) {
            problem(input, NUMERIC, "leave out digits" + besides);
        }
        if (!rules.lettersUppercase() && any(text, c -> Character.isUpperCase(c) && !listed.test(c))) {
            problem(input, LETTERS_UPPERCASE, "leave out upper-case letters" + besides);
        }
        if (!rules.lettersLowercase() && any(text, c -> Character.isLowerCase(c) && !listed.test(c))) {
            problem(input, LETTERS_LOWERCASE, "leave out lower-case letters" + besides);
        }
        if (!rules.symbols() && any(text, c -> symbol.test(c) && !listed.test(c))) {
            problem(input, SYMBOLS, "use digits and letters only" + besides);
        }
    }

    private static boolean digit(int codePoint) {
        return codePoint >= '0' && codePoint <= '9';
    }

    private static boolean any(char[] text, IntPredicate condition) {
        for (int i = 0; i < text.length; ) {
            int codePoint = Character.codePointAt(text, i);
            if (condition.test(codePoint)) {
                return true;
            }
            i += Character.charCount(codePoint);
        }
        return false;
    }

    private static Set<Integer> codePoints(List<String> characters) {
        return characters.stream().flatMapToInt(String::codePoints).boxed().collect(Collectors.toSet());
    }

    // choice, toggle, switchable, padlock

    private void choice(Choice choice) {
        AnswerValue value = given.get(choice.key());
        if (value != null && !(value instanceof AnswerValue.Options)) {
            wrongKind(choice, "options, give them with choose(key, values)");
            return;
        }
        List<String> chosen = value instanceof AnswerValue.Options options ? options.values() : choice.selected();
        chosen = List.copyOf(new LinkedHashSet<>(chosen));
        List<String> possible = choice.options().stream()
                .filter(option -> !option.disabled())
                .map(Choice.Option::value)
                .toList();
        if (chosen.size() < choice.minSelected()) {
            problem(
                    choice,
                    ALLOW_SELECTED_MIN,
                    "choose at least " + choice.minSelected() + " of these: " + named(possible));
        }
        if (chosen.size() > choice.maxSelected()) {
            problem(choice, ALLOW_SELECTED_MAX, "choose at most " + choice.maxSelected() + " option(s)");
        }
        if (chosen.stream().anyMatch(it -> choice.option(it).isEmpty())) {
            problem(choice, VALID_OPTIONS, "choose among these: " + named(possible));
        }
        if (chosen.stream()
                .anyMatch(
                        it -> choice.option(it).filter(Choice.Option::disabled).isPresent())) {
            problem(choice, OPTION_DISABLED, "a chosen option is disabled, choose among these: " + named(possible));
        }
        if (choice.maxSelected() > 1) {
            send(choice.key(), new AnswerValue.Options(chosen));
        } else if (!chosen.isEmpty()) {
            send(choice.key(), new AnswerValue.Option(chosen.get(0)));
        }
    }

    private void toggle(Toggle toggle) {
        AnswerValue value = given.get(toggle.key());
        if (value != null && !(value instanceof AnswerValue.Flag)) {
            wrongKind(toggle, "on or off, give it with toggle(key, on)");
            return;
        }
        boolean on = value instanceof AnswerValue.Flag flag ? flag.on() : toggle.selected();
        if (toggle.validator().required() && !on) {
            problem(toggle, REQUIRED, "has to be on: the consumer has to accept it");
        }
        send(toggle.key(), new AnswerValue.Flag(on));
    }

    private void switchable(Switchable switchable) {
        AnswerValue value = given.get(switchable.key());
        if (value != null && !(value instanceof AnswerValue.Options)) {
            wrongKind(switchable, "one option, give it with choose(key, value)");
            leaveContentOf(switchable);
            return;
        }
        List<String> chosen = value instanceof AnswerValue.Options options
                ? options.values()
                : switchable.selected().map(List::of).orElse(List.of());
        String possible = named(switchable.options().stream()
                .filter(option -> !option.disabled())
                .map(Switchable.Option::value)
                .toList());
        if (chosen.size() != 1) {
            problem(switchable, chosen.isEmpty() ? REQUIRED : TYPE, "choose exactly one of these: " + possible);
            leaveContentOf(switchable);
            return;
        }
        Switchable.Option active = switchable.option(chosen.get(0)).orElse(null);
        if (active == null) {
            problem(switchable, VALID_OPTIONS, "choose one of these: " + possible);
            leaveContentOf(switchable);
            return;
        }
        if (active.disabled()) {
            problem(switchable, OPTION_DISABLED, "the chosen option is disabled, choose one of these: " + possible);
        }
        send(switchable.key(), new AnswerValue.Option(active.value()));
        elements(active.content());
    }

    /** Without an active option nothing can be said of the values inside. */
    private void leaveContentOf(Switchable switchable) {
        switchable.options().forEach(option -> activeKeys.addAll(Form.answerableKeys(option.content())));
    }

    private void padlock(Padlock padlock) {
        AnswerValue value = given.get(padlock.key());
        if (value != null && !(value instanceof AnswerValue.Cells)) {
            wrongKind(padlock, "a drawing, give it with draw(key, cells)");
            return;
        }
        int[] cells = value instanceof AnswerValue.Cells drawn ? drawn.indices().clone() : new int[0];
        Validator rules = padlock.validator();
        if (rules.required() && cells.length == 0) {
            problem(padlock, REQUIRED, "draw at least one cell");
        }
        long min = Math.max(0, rules.minValue().orElse(0));
        long max = padlock.rows() > 0 && padlock.columns() > 0 ? padlock.cells() - 1 : Long.MAX_VALUE;
        max = Math.min(max, rules.maxValue().orElse(Long.MAX_VALUE));
        for (int cell : cells) {
            if (cell < min) {
                problem(padlock, MIN_VALUE, "cells are counted from " + min);
                break;
            }
        }
        for (int cell : cells) {
            if (cell > max) {
                problem(padlock, MAX_VALUE, "the last cell is " + max);
                break;
            }
        }
        send(padlock.key(), new AnswerValue.Cells(cells));
    }

    // the rest

    private void unknown(String key) {
        activeKeys.add(key);
        AnswerValue value = given.get(key);
        if (value instanceof AnswerValue.Characters characters) {
            send(key, new AnswerValue.Characters(characters.value().clone()));
        } else if (value instanceof AnswerValue.Cells cells) {
            send(key, new AnswerValue.Cells(cells.indices().clone()));
        } else if (value instanceof AnswerValue.Options options
                && options.values().size() == 1) {
            send(key, new AnswerValue.Option(options.values().get(0)));
        } else if (value != null) {
            send(key, value);
        }
    }

    private void strayKeys(Form form) {
        for (String key : given.keySet()) {
            if (activeKeys.contains(key)) {
                continue;
            }
            if (form.answerableKeys().contains(key)) {
                problems.add(new AnswerProblem(
                        key,
                        form.element(key).flatMap(FormField::label).orElse(null),
                        INACTIVE_OPTION,
                        "it belongs to an option that is not chosen, choose that option or leave the key out"));
            } else {
                problems.add(new AnswerProblem(
                        key, null, UNKNOWN_KEY, "the form has no such key, it has: " + named(form.answerableKeys())));
            }
        }
    }

    private void wrongKind(FormField field, String needed) {
        problem(field, TYPE, "this " + Masks.label(field.type()) + " needs " + needed);
    }

    private void problem(FormField field, ValidationRule rule, String message) {
        problems.add(new AnswerProblem(field.key(), field.label().orElse(null), rule, message));
    }

    private void send(String key, AnswerValue value) {
        if (sentKeys.add(key)) { // a form that uses a key twice gets one value for it
            entries.add(new FormAnswer.Entry(key, value));
        } else {
            value.wipe();
        }
    }

    private static String named(Collection<String> texts) {
        return texts.isEmpty()
                ? "(there is none)"
                : texts.stream().limit(MAX_NAMED).map(Masks::label).collect(Collectors.joining(", "))
                        + (texts.size() > MAX_NAMED ? ", ..." : "");
    }
}
