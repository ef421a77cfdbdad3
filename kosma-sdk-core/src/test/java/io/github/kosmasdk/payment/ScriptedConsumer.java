package io.github.kosmasdk.payment;

import io.github.kosmasdk.auth.AuthStep;
import io.github.kosmasdk.auth.ReactiveAuthClient;
import io.github.kosmasdk.auth.form.Choice;
import io.github.kosmasdk.auth.form.Form;
import io.github.kosmasdk.auth.form.FormAnswer;
import io.github.kosmasdk.auth.form.Input;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.flow.ClientToken;
import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.playground.KosmaPlayground.Answer;
import io.github.kosmasdk.session.BankChoice;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Plays the consumer of a payment, who reloads the page when it breaks, and gives up after some times. */
final class ScriptedConsumer {

    private static final int RELOADS = 6;
    private static final int STEPS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** What kind of consumer it is, by the user name that the test bank knows. */
    enum Kind {
        PAYS("payer"),
        PAYS_BY_REDIRECT("redirect"),
        PAYS_IN_AN_APP("decoupled"),
        IS_DENIED_THE_TRANSFER("transfer-denied"),
        IS_DENIED_THE_LOGIN("wrong"),
        WALKS_AWAY("payer");

        private final String user;

        Kind(String user) {
            this.user = user;
        }

        /** Every second one pays with codes. */
        static Kind any(Random dice) {
            return dice.nextBoolean() ? PAYS : values()[dice.nextInt(values().length)];
        }
    }

    private final KosmaPlayground bank;
    private final Scheduler clock;
    private final Kind kind;
    private ReactiveAuthClient auth;

    ScriptedConsumer(KosmaPlayground bank, Scheduler clock, Kind kind) {
        this.bank = bank;
        this.clock = clock;
        this.kind = kind;
    }

    void use(ReactiveAuthClient theirs) {
        auth = theirs;
    }

    Mono<Void> authorise(ClientToken token) {
        return kind == Kind.WALKS_AWAY ? Mono.empty() : goThrough(token, RELOADS);
    }

    /** Whoever walked away comes back and goes through with it. */
    Mono<Void> comesBack(ReactiveAuthClient elsewhere, ClientToken token) {
        auth = elsewhere;
        return goThrough(token, RELOADS);
    }

    private Mono<Void> goThrough(ClientToken token, int reloads) {
        return Mono.defer(() -> auth.begin(token))
                .flatMap(step -> follow(step, STEPS))
                .onErrorResume(
                        KosmaException.class,
                        broken -> reloads == 0
                                ? Mono.error(broken)
                                : Mono.delay(Duration.ofSeconds(2), clock).then(goThrough(token, reloads - 1)));
    }

    private Mono<Void> follow(AuthStep step, int steps) {
        return step.isTerminal() || steps == 0
                ? Mono.empty()
                : next(step).flatMap(further -> follow(further, steps - 1));
    }

    private Mono<AuthStep> next(AuthStep step) {
        if (step instanceof AuthStep.BankSelection selection) {
            return auth.chooseBank(selection, BankChoice.of("DE", "88888888"));
        }
        if (step instanceof AuthStep.FormInput input) {
            return auth.submit(input, answer(input.form()));
        }
        if (step instanceof AuthStep.Redirect redirect) {
            Answer page = bank.call("GET", URI.create(redirect.url().uri() + "&result=success"), Map.of(), null);
            return auth.returned(redirect, location(page));
        }
        return auth.await(step, PATIENCE);
    }

    private static String location(Answer page) {
        return page.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("location"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private FormAnswer answer(Form form) {
        FormAnswer.Builder answer = form.answer();
        for (Input input : form.inputs()) {
            answer.put(input.key(), input.key().contains("Username") ? kind.user : "12345");
        }
        form.fields().stream()
                .filter(Choice.class::isInstance)
                .map(Choice.class::cast)
                .forEach(choice ->
                        answer.choose(choice.key(), choice.options().get(0).value()));
        return answer.build();
    }
}
