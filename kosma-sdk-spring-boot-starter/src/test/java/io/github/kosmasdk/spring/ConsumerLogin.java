package io.github.kosmasdk.spring;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.account.AccountsRequest;
import io.github.kosmasdk.account.AccountsResult;
import io.github.kosmasdk.auth.AuthStep;
import io.github.kosmasdk.auth.form.Choice;
import io.github.kosmasdk.auth.form.Form;
import io.github.kosmasdk.auth.form.FormAnswer;
import io.github.kosmasdk.consent.ConsentOrigin;
import io.github.kosmasdk.consent.ConsentVault;
import io.github.kosmasdk.flow.Flow;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.session.BankChoice;
import io.github.kosmasdk.session.ConsentScope;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionRequest;
import java.time.Duration;

/** A consumer of the test bank, who takes the first of every choice and types the same everywhere else. */
public final class ConsumerLogin {

    private ConsumerLogin() {}

    /** A consent for accounts and balances, by a login, in a vault. */
    public static String consent(KosmaClient kosma, ConsentVault vault, ConsentOrigin references) {
        SessionRequest request = SessionRequest.builder(new Psu("Mozilla/5.0", "192.0.2.7"))
                .selectedBank(BankChoice.of("DE", "88888888"))
                .consentScope(ConsentScope.builder()
                        .accounts()
                        .balances()
                        .lifetimeDays(90)
                        .build())
                .build();
        Session session = kosma.sessions().start(request);
        FlowStatus<AccountsResult> started = kosma.accounts().startAccounts(session, AccountsRequest.ALL);
        of(kosma, started.flow());
        kosma.flows().await(started.flow(), Duration.ofSeconds(60)).resultOrThrow();
        return vault.store(
                session,
                new ConsentOrigin(
                        references.psuReference(),
                        references.customerReference(),
                        request.selectedBank(),
                        request.consentScope()));
    }

    public static void of(KosmaClient kosma, Flow<?> flow) {
        AuthStep step = kosma.auth().begin(flow.clientToken());
        while (step instanceof AuthStep.FormInput input) {
            try (FormAnswer answer = answer(input.form())) {
                step = kosma.auth().submit(input, answer);
            }
        }
        if (!(step instanceof AuthStep.Finished)) {
            throw new IllegalStateException("not logged in: " + step);
        }
    }

    private static FormAnswer answer(Form form) {
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
