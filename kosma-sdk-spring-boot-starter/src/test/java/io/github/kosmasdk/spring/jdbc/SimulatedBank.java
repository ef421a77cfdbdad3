package io.github.kosmasdk.spring.jdbc;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.account.AccountsRequest;
import io.github.kosmasdk.consent.ConsentOrigin;
import io.github.kosmasdk.consent.ConsentVault;
import io.github.kosmasdk.playground.Consents;
import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.session.BankChoice;
import io.github.kosmasdk.session.ConsentScope;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionRequest;
import io.github.kosmasdk.spring.ConsumerLogin;

/** A simulator with a client, and consumers who give their consent there. */
final class SimulatedBank implements AutoCloseable {

    static final Psu PSU = new Psu("Browser/1", "203.0.113.17");

    private static final SessionRequest REQUEST = SessionRequest.builder(PSU)
            .selectedBank(BankChoice.of("DE", "88888888"))
            .consentScope(ConsentScope.builder().accounts().lifetimeDays(90).build())
            .build();

    private final KosmaPlayground playground =
            KosmaPlayground.builder().formKeys(1).start();
    private final KosmaClient kosma = KosmaClient.builder()
            .environment(playground.baseUrl(), playground.authBaseUrl())
            .token(playground.token())
            .build();

    KosmaClient kosma() {
        return kosma;
    }

    /** The bank's view of the consents. */
    Consents consents() {
        return playground.consents();
    }

    /** Lets a consumer log in, and keeps the consent; its id in the vault. */
    String newConsent(ConsentVault vault) {
        Session session = kosma.sessions().start(REQUEST);
        ConsumerLogin.of(
                kosma,
                kosma.accounts().startAccounts(session, AccountsRequest.ALL).flow());
        return vault.store(session, ConsentOrigin.of(REQUEST));
    }

    @Override
    public void close() {
        kosma.close();
        playground.close();
    }
}
