package io.github.kosmasdk.samples.connect.form;

import io.github.kosmasdk.auth.form.Choice;
import io.github.kosmasdk.auth.form.ContextBlock;
import io.github.kosmasdk.auth.form.Form;
import io.github.kosmasdk.auth.form.FormAnswer;
import io.github.kosmasdk.auth.form.FormElement;
import io.github.kosmasdk.auth.form.Input;
import io.github.kosmasdk.auth.form.InvalidFormAnswerException;
import io.github.kosmasdk.auth.form.Padlock;
import io.github.kosmasdk.auth.form.Switchable;
import io.github.kosmasdk.auth.form.Toggle;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.util.MultiValueMap;

/** Reads the answer to a form from what a page sent. */
public final class FormAnswers {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");

    private final FormAnswer.Builder answer;
    private final FieldNames names;
    private final MultiValueMap<String, String> sent;

    private FormAnswers(Form form, MultiValueMap<String, String> sent) {
        this.answer = form.answer();
        this.names = new FieldNames(form);
        this.sent = sent;
    }

    /**
     * Reads an answer. Of a switchable only the fields of the chosen option count.
     *
     * @param form the form
     * @param sent the fields of the page by name
     * @return the answer; wipe it when it is sent
     * @throws InvalidFormAnswerException when it breaks rules of the form
     */
    public static FormAnswer read(Form form, MultiValueMap<String, String> sent) {
        FormAnswers answers = new FormAnswers(form, sent);
        answers.read(form.elements());
        return answers.answer.build();
    }

    private void read(List<FormElement> elements) {
        for (FormElement element : elements) {
            if (element instanceof ContextBlock block) {
                read(block.content());
            } else if (element instanceof Input input && !input.readOnly()) {
                typed(input);
            } else if (element instanceof Toggle toggle) {
                answer.toggle(toggle.key(), sent.containsKey(names.of(toggle.key())));
            } else if (element instanceof Choice choice) {
                answer.choose(choice.key(), all(choice.key()).toArray(String[]::new));
            } else if (element instanceof Padlock padlock) {
                answer.draw(padlock.key(), cells(first(padlock.key())));
            } else if (element instanceof Switchable switchable) {
                String chosen = first(switchable.key());
                answer.choose(switchable.key(), chosen);
                switchable.option(chosen).ifPresent(option -> read(option.content()));
            }
        }
    }

    /** A secret that the bank filled in is not shown: an empty field leaves it as it is. */
    private void typed(Input input) {
        String text = first(input.key());
        if (!input.password() || !text.isEmpty()) {
            answer.put(input.key(), text);
        }
    }

    private List<String> all(String key) {
        return sent.getOrDefault(names.of(key), List.of());
    }

    private String first(String key) {
        return Optional.ofNullable(sent.getFirst(names.of(key))).orElse("");
    }

    /** Cells are numbered from 1 on in the page, from 0 on for the bank. */
    private static int[] cells(String text) {
        return NUMBER.matcher(text)
                .results()
                .mapToInt(number -> Integer.parseInt(number.group()) - 1)
                .toArray();
    }
}
