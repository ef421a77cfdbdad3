package io.github.kosmasdk;

import io.github.kosmasdk.auth.AuthStep;
import io.github.kosmasdk.auth.form.Choice;
import io.github.kosmasdk.auth.form.Form;
import io.github.kosmasdk.auth.form.FormAnswer;
import io.github.kosmasdk.auth.form.Input;
import io.github.kosmasdk.flow.Flow;
import io.github.kosmasdk.session.BankChoice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Plays the consumer of a test bank, up to the end of the login. */
public final class TestConsumer {

    public static final BankChoice DEMO_BANK = BankChoice.of("DE", "88888888");

    private final KosmaClient kosma;
    private final String user;
    private final String digits;
    private final List<AuthStep> seen = new ArrayList<>();

    public TestConsumer(KosmaClient kosma, String user) {
        this(kosma, user, "12345");
    }

    /** One who types these digits wherever a password or a code is asked for. */
    public TestConsumer(KosmaClient kosma, String user, String digits) {
        this.kosma = kosma;
        this.user = user;
        this.digits = digits;
    }

    /** Goes through the whole login, and returns its last step. */
    public AuthStep logIn(Flow<?> flow) {
        AuthStep step = kosma.auth().begin(flow.clientToken());
        for (int i = 0; i < 12 && !step.isTerminal(); i++) {
            seen.add(step);
            step = next(step);
        }
        seen.add(step);
        return step;
    }

    /** Every step so far. */
    public List<AuthStep> seen() {
        return seen;
    }

    /** Does what one step asks for. */
    public AuthStep next(AuthStep step) {
        if (step instanceof AuthStep.BankSelection selection) {
            return kosma.auth().chooseBank(selection, DEMO_BANK);
        }
        if (step instanceof AuthStep.FormInput input) {
            try (FormAnswer answer = answer(input.form(), user, digits)) {
                return kosma.auth().submit(input, answer);
            }
        }
        if (step instanceof AuthStep.Redirect redirect) {
            return kosma.auth().returned(redirect, redirect.url().uri() + "&result=success");
        }
        return kosma.auth().await(step, Duration.ofSeconds(20));
    }

    /** What a consumer answers who types this name and these digits. */
    static FormAnswer answer(Form form, String user, String digits) {
        FormAnswer.Builder answer = form.answer();
        for (Input input : form.inputs()) {
            answer.put(input.key(), input.key().contains("Username") ? user : digits);
        }
        form.fields().stream()
                .filter(Choice.class::isInstance)
                .map(Choice.class::cast)
                .forEach(choice ->
                        answer.choose(choice.key(), choice.options().get(0).value()));
        return answer.build();
    }
}
