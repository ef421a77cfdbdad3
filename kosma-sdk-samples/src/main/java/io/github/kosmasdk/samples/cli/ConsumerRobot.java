package io.github.kosmasdk.samples.cli;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.auth.AuthStep;
import io.github.kosmasdk.auth.form.Choice;
import io.github.kosmasdk.auth.form.ContextBlock;
import io.github.kosmasdk.auth.form.Form;
import io.github.kosmasdk.auth.form.FormAnswer;
import io.github.kosmasdk.auth.form.FormElement;
import io.github.kosmasdk.auth.form.FormField;
import io.github.kosmasdk.auth.form.Input;
import io.github.kosmasdk.auth.form.Padlock;
import io.github.kosmasdk.auth.form.Switchable;
import io.github.kosmasdk.auth.form.Toggle;
import io.github.kosmasdk.error.ServiceError;
import io.github.kosmasdk.flow.ClientToken;
import io.github.kosmasdk.session.BankChoice;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Plays the consumer of a test bank. Reads each form by the kinds of its elements and fills in something plausible, so
 * it copes with forms it has never seen.
 */
final class ConsumerRobot {

    private static final String SECRET = "12345";
    private static final int LONGEST_SECRET = 100;
    private static final int MOST_STEPS = 40;
    private static final int SAME_FORM_AT_MOST = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Pattern USER_NAME =
            Pattern.compile("user|login|customer|client|benutzer|anmelde", Pattern.CASE_INSENSITIVE);

    private final KosmaClient kosma;
    private final String user;
    private final BankChoice bank;
    private final Optional<String> account;
    private final URI returnUrl;
    private final Consumer<String> progress;
    private final BankPages pages = new BankPages();

    private Set<String> latestKeys = Set.of();
    private int sameForm;

    /**
     * Makes a consumer.
     *
     * @param user the name to log in with
     * @param bank the bank to choose when asked
     * @param account the account to choose when asked, by id, IBAN or name; empty: the first
     * @param returnUrl where the bank's pages end
     * @param progress is told one line per step
     */
    ConsumerRobot(
            KosmaClient kosma,
            String user,
            BankChoice bank,
            Optional<String> account,
            URI returnUrl,
            Consumer<String> progress) {
        this.kosma = kosma;
        this.user = user;
        this.bank = bank;
        this.account = account;
        this.returnUrl = returnUrl;
        this.progress = progress;
    }

    /** Does the consumer's part of a flow, to its end. How the flow ended is read from the flow. */
    void logIn(ClientToken clientToken) {
        AuthStep step = kosma.auth().begin(clientToken);
        for (int i = 0; i < MOST_STEPS; i++) {
            if (step.isTerminal()) {
                progress.accept("the consumer's part is over: " + step.info().state());
                return;
            }
            step.info().error().ifPresent(error -> progress.accept("the bank says: " + error));
            step = next(step);
        }
        throw new SampleException("the login has not ended after " + MOST_STEPS + " steps");
    }

    private AuthStep next(AuthStep step) {
        if (step.isProcessing()) {
            progress.accept("waiting for the bank");
            return kosma.auth().await(step, PATIENCE);
        }
        if (step instanceof AuthStep.BankSelection selection) {
            progress.accept("bank: " + bank.countryCode() + ":" + bank.bankCode());
            return kosma.auth().chooseBank(selection, bank);
        }
        if (step instanceof AuthStep.Redirect redirect) {
            progress.accept("to the bank's own page: " + redirect.url());
            return kosma.auth()
                    .returned(
                            redirect,
                            pages.logIn(redirect.url().uri(), returnUrl).toString());
        }
        if (step instanceof AuthStep.FormInput input) {
            giveUpWhenNothingHelps(input);
            try (FormAnswer answer = answer(input.form())) {
                return kosma.auth().submit(input, answer);
            }
        }
        throw new SampleException("the login stands at a step that needs something unknown: " + step.info());
    }

    private void giveUpWhenNothingHelps(AuthStep.FormInput input) {
        Form form = input.form();
        List<String> faults = faults(form);
        faults.forEach(fault -> progress.accept("not accepted: " + fault));
        sameForm = form.answerableKeys().equals(latestKeys) ? sameForm + 1 : 1;
        latestKeys = form.answerableKeys();
        if (sameForm > SAME_FORM_AT_MOST) {
            String why = faults.isEmpty()
                    ? input.info().error().map(ServiceError::toString).orElse("no reason was given")
                    : String.join(", ", faults);
            throw new SampleException(
                    "the bank did not accept the answer to its form, " + SAME_FORM_AT_MOST + " times: " + why);
        }
    }

    private static List<String> faults(Form form) {
        return form.fields().stream()
                .filter(field -> !field.validationErrors().isEmpty())
                .map(field -> "'" + name(field) + "' breaks the rule "
                        + field.validationErrors().stream().map(OpenEnum::value).collect(Collectors.joining(", ")))
                .toList();
    }

    FormAnswer answer(Form form) {
        FormAnswer.Builder answer = form.answer();
        List<String> told = new ArrayList<>();
        fill(form.elements(), answer, told);
        progress.accept("form: " + (told.isEmpty() ? "confirmed" : String.join(", ", told)));
        return answer.build();
    }

    private void fill(List<FormElement> elements, FormAnswer.Builder answer, List<String> told) {
        for (FormElement element : elements) {
            if (element instanceof ContextBlock block) {
                fill(block.content(), answer, told);
            } else if (element instanceof Input input && !input.readOnly()) {
                String text = isUserName(input) ? user : input.prefillValue().orElseGet(() -> plausible(input));
                answer.put(input.key(), text);
                told.add(name(input) + " = " + (isUserName(input) ? user : "*****"));
            } else if (element instanceof Choice choice) {
                choose(choice, answer, told);
            } else if (element instanceof Switchable switchable) {
                switchTo(switchable, answer, told);
            } else if (element instanceof Toggle toggle) {
                boolean on = toggle.selected() || toggle.validator().required();
                answer.toggle(toggle.key(), on);
                told.add(name(toggle) + " = " + on);
            } else if (element instanceof Padlock padlock) {
                answer.draw(
                        padlock.key(),
                        IntStream.range(0, (int) Math.min(4, padlock.cells())).toArray());
                told.add(name(padlock) + " = *****");
            }
        }
    }

    private void choose(Choice choice, FormAnswer.Builder answer, List<String> told) {
        List<Option> options = choice.options().stream()
                .map(option -> new Option(
                        option.value(), option.label(), option.description().orElse(""), option.disabled()))
                .toList();
        Option chosen = pick(choice, choice.selected().stream().findFirst(), options);
        answer.choose(choice.key(), chosen.value());
        told.add(name(choice) + " = " + chosen.label());
    }

    private void switchTo(Switchable switchable, FormAnswer.Builder answer, List<String> told) {
        List<Option> options = switchable.options().stream()
                .map(option -> new Option(
                        option.value(), option.label(), option.description().orElse(""), option.disabled()))
                .toList();
        Option chosen = pick(switchable, switchable.selected(), options);
        answer.choose(switchable.key(), chosen.value());
        told.add(name(switchable) + " = " + chosen.label());
        switchable.option(chosen.value()).ifPresent(option -> fill(option.content(), answer, told));
    }

    /** An option of a choice or a switchable, which are the same to a consumer. */
    private record Option(String value, String label, String description, boolean disabled) {

        boolean means(String account) {
            String wanted = Arguments.compact(account);
            return wanted.equals(value)
                    || wanted.equalsIgnoreCase(Arguments.compact(label))
                    || wanted.equalsIgnoreCase(Arguments.compact(description));
        }

        boolean isPsd2() {
            return value.endsWith("_testbank_bias") || label.contains("PSD2");
        }
    }

    private Option pick(FormField field, Optional<String> selected, List<Option> options) {
        List<Option> open =
                options.stream().filter(option -> !option.disabled()).toList();
        if (open.isEmpty()) {
            throw new SampleException("'" + name(field) + "' offers nothing to choose from");
        }
        if (field.key().equals("account_id") && account.isPresent()) {
            return open.stream()
                    .filter(option -> option.means(account.get()))
                    .findFirst()
                    .orElseThrow(() -> new SampleException("the account '" + account.get()
                            + "' is not among those that the bank offers: "
                            + String.join(", ", open.stream().map(Option::label).toList())));
        }
        if (field.key().equals("interface")) {
            return open.stream().filter(Option::isPsd2).findFirst().orElse(open.get(0));
        }
        return open.stream()
                .filter(option -> selected.filter(option.value()::equals).isPresent())
                .findFirst()
                .orElse(open.get(0));
    }

    private static boolean isUserName(Input input) {
        return !input.password()
                && (USER_NAME.matcher(input.key()).find()
                        || USER_NAME.matcher(input.label().orElse("")).find());
    }

    /** Where there is a pattern, the placeholder is the best example of it; a number lies between its bounds. */
    private static String plausible(Input input) {
        OptionalLong least = input.validator().minValue();
        if (least.isPresent()) {
            return String.valueOf(least.getAsLong());
        }
        return input.placeholder()
                .filter(example -> input.validator().pattern().isPresent())
                .orElseGet(() -> secret(input));
    }

    /** The test banks take any; only the length can matter. */
    private static String secret(Input input) {
        int atLeast = Math.min(input.validator().minLength().orElse(0), LONGEST_SECRET);
        int atMost = input.validator().maxLength().orElse(LONGEST_SECRET);
        String secret = SECRET.repeat(Math.max(1, (atLeast + SECRET.length() - 1) / SECRET.length()));
        return secret.substring(0, Math.min(Math.max(atLeast, SECRET.length()), Math.max(0, atMost)));
    }

    private static String name(FormField field) {
        return field.label().orElse(field.key());
    }
}
