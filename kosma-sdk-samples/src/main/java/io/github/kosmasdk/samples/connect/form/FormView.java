package io.github.kosmasdk.samples.connect.form;

import io.github.kosmasdk.auth.form.AnswerProblem;
import io.github.kosmasdk.auth.form.Badge;
import io.github.kosmasdk.auth.form.Choice;
import io.github.kosmasdk.auth.form.ContextBlock;
import io.github.kosmasdk.auth.form.DataType;
import io.github.kosmasdk.auth.form.Flicker;
import io.github.kosmasdk.auth.form.Form;
import io.github.kosmasdk.auth.form.FormElement;
import io.github.kosmasdk.auth.form.FormField;
import io.github.kosmasdk.auth.form.Image;
import io.github.kosmasdk.auth.form.Input;
import io.github.kosmasdk.auth.form.Link;
import io.github.kosmasdk.auth.form.Padlock;
import io.github.kosmasdk.auth.form.Switchable;
import io.github.kosmasdk.auth.form.Text;
import io.github.kosmasdk.auth.form.Toggle;
import io.github.kosmasdk.auth.form.Validator;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.util.MultiValueMap;

/**
 * A form of a bank as a page shows it.
 *
 * @param identifier which form it is
 * @param elements its elements
 * @param problems everything that is wrong with what was sent, to be told above the form
 */
public record FormView(String identifier, List<ElementView> elements, List<Problem> problems) {

    private static final long MOST_CELLS = 144;

    /**
     * Something that is wrong.
     *
     * @param name the field
     * @param label its label
     * @param message what is wrong
     */
    public record Problem(String name, String label, String message) {}

    /** Copies the lists. */
    public FormView {
        elements = List.copyOf(elements);
        problems = List.copyOf(problems);
    }

    /**
     * A form as the bank sent it, with the bank's own findings on it.
     *
     * @param form the form
     * @return the view
     */
    public static FormView of(Form form) {
        return new Maker(form, Optional.empty(), List.of()).make();
    }

    /**
     * A form whose answer was refused before it was sent. Shows again what was typed, but for secrets.
     *
     * @param form the form
     * @param sent what the page sent
     * @param problems what is wrong with it
     * @return the view
     */
    public static FormView of(Form form, MultiValueMap<String, String> sent, List<AnswerProblem> problems) {
        return new Maker(form, Optional.of(sent), problems).make();
    }

    /** Makes the view of one form. */
    private static final class Maker {

        private final Form form;
        private final Optional<MultiValueMap<String, String>> sent;
        private final List<AnswerProblem> found;
        private final FieldNames names;
        private final List<Problem> problems = new ArrayList<>();
        private int texts;

        Maker(Form form, Optional<MultiValueMap<String, String>> sent, List<AnswerProblem> found) {
            this.form = form;
            this.sent = sent;
            this.found = found;
            this.names = new FieldNames(form);
        }

        FormView make() {
            return new FormView(form.identifier(), views(form.elements()), problems);
        }

        private List<ElementView> views(List<FormElement> elements) {
            List<ElementView.Text> shown = new ArrayList<>();
            List<ElementView> views = new ArrayList<>();
            // texts first, so that the fields beside them can say that they are described by them
            for (FormElement element : elements) {
                if (element instanceof Text text) {
                    shown.add(new ElementView.Text("text-" + texts++, text.content(), text.hasTag("HELPTEXT")));
                }
            }
            String described = shown.stream().map(ElementView.Text::id).collect(Collectors.joining(" "));
            int next = 0;
            for (FormElement element : elements) {
                views.add(element instanceof Text ? shown.get(next++) : view(element, described));
            }
            return views;
        }

        private ElementView view(FormElement element, String described) {
            if (element instanceof Input input) {
                return input(input, described);
            }
            if (element instanceof Choice choice) {
                return choice(choice);
            }
            if (element instanceof Switchable switchable) {
                return switchable(switchable);
            }
            if (element instanceof Toggle toggle) {
                return new ElementView.Toggle(
                        names.of(toggle.key()),
                        label(toggle),
                        sent.map(values -> values.containsKey(names.of(toggle.key())))
                                .orElse(toggle.selected()),
                        errors(toggle, toggle.validator()));
            }
            if (element instanceof Padlock padlock) {
                return new ElementView.Padlock(
                        names.of(padlock.key()),
                        padlock.label().orElse("Your pattern"),
                        rows(padlock),
                        errors(padlock, padlock.validator()));
            }
            if (element instanceof ContextBlock block) {
                return new ElementView.Box(boxStyle(block), block.hasTag("HORIZONTAL"), views(block.content()));
            }
            if (element instanceof Image image) {
                return new ElementView.Image(
                        image.label().or(image::title).orElse(""),
                        image.alt().or(image::title).or(image::label).orElse("A picture of your bank"),
                        Pictures.dataUri(image.src()),
                        image.resizable(),
                        image.hasTag("QR_CODE"));
            }
            if (element instanceof Link link) {
                String href = link.webLink().map(URI::toString).orElse("");
                return new ElementView.Link(link.label().orElse(href), href);
            }
            return element instanceof Flicker flicker && flicker.bars() > 0
                    ? new ElementView.Flicker()
                    : new ElementView.Unknown(element.type());
        }

        private static List<List<Integer>> rows(Padlock padlock) {
            if (padlock.cells() > MOST_CELLS) {
                return List.of();
            }
            int columns = padlock.columns();
            return IntStream.range(0, padlock.rows())
                    .mapToObj(row -> IntStream.rangeClosed(row * columns + 1, (row + 1) * columns)
                            .boxed()
                            .toList())
                    .toList();
        }

        private ElementView input(Input input, String described) {
            String name = names.of(input.key());
            boolean digits = input.validator().numericOnly() || input.dataType().is(DataType.PNO);
            String value = input.password()
                    ? ""
                    : sent.filter(values -> !input.readOnly())
                            .map(values ->
                                    Optional.ofNullable(values.getFirst(name)).orElse(""))
                            .orElse(input.prefillValue().orElse(""));
            List<String> errors = errors(input, input.validator());
            Optional<Mask> mask = Mask.of(input.mask());
            String hint = input.validator()
                    .patternFormat()
                    .filter(format -> !format.isBlank())
                    .map(format -> "Format: " + format)
                    .or(() -> mask.map(it -> "Like this: " + it.example()))
                    .orElse("");
            return new ElementView.Input(
                    name,
                    label(input),
                    input.password() ? "password" : "text",
                    value,
                    input.placeholder().orElse(""),
                    digits ? "numeric" : "text",
                    input.validator().numericOnly() && !input.password() ? "one-time-code" : "off",
                    input.validator().maxLength().orElse(0),
                    mask.map(Mask::places).orElse(""),
                    hint,
                    input.readOnly(),
                    input.validator().required(),
                    errors,
                    describedBy(described, name, hint, errors));
        }

        private static String describedBy(String others, String name, String hint, List<String> errors) {
            return Stream.of(others, hint.isEmpty() ? "" : name + "-hint", errors.isEmpty() ? "" : name + "-error")
                    .filter(ids -> !ids.isEmpty())
                    .collect(Collectors.joining(" "));
        }

        private ElementView choice(Choice choice) {
            String name = names.of(choice.key());
            List<String> chosen = chosen(name, choice.selected());
            List<ElementView.Option> options = new ArrayList<>();
            for (Choice.Option option : choice.options()) {
                options.add(new ElementView.Option(
                        name + "-" + options.size(),
                        option.value(),
                        option.label(),
                        option.description().orElse(""),
                        badgeText(option.badge()),
                        badgeImage(option.badge()),
                        option.disabled(),
                        chosen.contains(option.value()),
                        List.of()));
            }
            List<String> errors = errors(choice, Validator.NONE);
            String hint = choice.placeholder()
                    .filter(text -> !text.isBlank())
                    .orElse(choice.maxSelected() > 1 ? "Up to " + choice.maxSelected() : "");
            return new ElementView.Options(
                    name,
                    label(choice),
                    choice.maxSelected() > 1 || choice.minSelected() == 0 ? "checkbox" : "radio",
                    hint,
                    options,
                    errors,
                    describedBy("", name, hint, errors));
        }

        private ElementView switchable(Switchable switchable) {
            String name = names.of(switchable.key());
            List<String> chosen = chosen(name, switchable.selected().stream().toList());
            List<ElementView.Option> options = new ArrayList<>();
            for (Switchable.Option option : switchable.options()) {
                options.add(new ElementView.Option(
                        name + "-" + options.size(),
                        option.value(),
                        option.label(),
                        option.description().orElse(""),
                        badgeText(option.badge()),
                        badgeImage(option.badge()),
                        option.disabled(),
                        chosen.contains(option.value()),
                        views(option.content())));
            }
            List<String> errors = errors(switchable, switchable.validator());
            return new ElementView.Options(
                    name, label(switchable), "radio", "", options, errors, describedBy("", name, "", errors));
        }

        private List<String> chosen(String name, List<String> byTheBank) {
            return sent.map(values -> values.getOrDefault(name, List.of())).orElse(byTheBank);
        }

        private List<String> errors(FormField field, Validator validator) {
            Stream<String> ofTheBank = sent.isPresent()
                    ? Stream.empty()
                    : field.validationErrors().stream().map(rule -> RuleTexts.of(rule, validator));
            Stream<String> ofTheSdk = found.stream()
                    .filter(problem -> problem.key().equals(field.key()))
                    .map(problem -> RuleTexts.of(problem.rule(), validator));
            List<String> errors = Stream.concat(ofTheBank, ofTheSdk).distinct().toList();
            errors.forEach(error -> problems.add(new Problem(names.of(field.key()), label(field), error)));
            return errors;
        }

        private static String label(FormField field) {
            return field.label().filter(text -> !text.isBlank()).orElse("Your answer");
        }

        private static String boxStyle(ContextBlock block) {
            return block.tags().stream()
                    .filter(tag -> tag.startsWith("BOX_"))
                    .findFirst()
                    .map(tag -> switch (tag) {
                        case "BOX_SUCCESS" -> "success";
                        case "BOX_WARNING" -> "warning";
                        case "BOX_DANGER" -> "danger";
                        default -> "info";
                    })
                    .orElse("");
        }

        private static String badgeText(Optional<Badge> badge) {
            return badge.filter(it -> it.type().is(Badge.Kind.TEXT))
                    .map(Badge::content)
                    .orElse("");
        }

        private static String badgeImage(Optional<Badge> badge) {
            return badge.filter(it -> it.type().is(Badge.Kind.IMAGE))
                    .map(it -> Pictures.dataUri(it.content()))
                    .orElse("");
        }
    }
}
