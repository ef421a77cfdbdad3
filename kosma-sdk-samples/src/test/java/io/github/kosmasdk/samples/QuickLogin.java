package io.github.kosmasdk.samples;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.auth.AuthStep;
import io.github.kosmasdk.auth.form.Choice;
import io.github.kosmasdk.auth.form.Form;
import io.github.kosmasdk.auth.form.FormAnswer;
import io.github.kosmasdk.flow.ClientToken;

/** The shortest consumer there is: takes the first of every choice, and types the same everywhere else. */
public final class QuickLogin {

    private QuickLogin() {}

    public static void embedded(KosmaClient kosma, ClientToken token) {
        AuthStep step = kosma.auth().begin(token);
        while (step instanceof AuthStep.FormInput input) {
            try (FormAnswer answer = first(input.form())) {
                step = kosma.auth().submit(input, answer);
            }
        }
        if (!(step instanceof AuthStep.Finished)) {
            throw new IllegalStateException("not logged in: " + step);
        }
    }

    private static FormAnswer first(Form form) {
        FormAnswer.Builder answer = form.answer();
        form.inputs().forEach(input -> answer.put(input.key(), "12345"));
        form.fields().stream()
                .filter(Choice.class::isInstance)
                .map(Choice.class::cast)
                .forEach(choice ->
                        answer.choose(choice.key(), choice.options().get(0).value()));
        return answer.build();
    }
}
