package io.github.kosmasdk.benchmark;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.account.AccountsResult;
import io.github.kosmasdk.consent.Consent;
import io.github.kosmasdk.consent.ConsentAccess;
import io.github.kosmasdk.consent.ConsentAnswer;
import io.github.kosmasdk.consent.ConsentOrigin;
import io.github.kosmasdk.consent.ConsentStore;
import io.github.kosmasdk.consent.ConsentToken;
import io.github.kosmasdk.consent.ConsentVault;
import io.github.kosmasdk.consent.InMemoryConsentStore;
import io.github.kosmasdk.consent.TokenProtection;
import io.github.kosmasdk.session.Psu;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The accounts of a consent, blocking: by hand, where the caller keeps the token in a variable, and through the vault. */
public class ConsentCallBenchmark {

    private static final Psu PSU = new Psu("Browser/1", "203.0.113.17");

    /** Creates it. */
    public ConsentCallBenchmark() {}

    /** A client of the canned server. */
    public abstract static class Client {
        private final URI accounts = CannedServer.answering("consent-accounts.response");
        final KosmaClient kosma = KosmaClient.builder()
                .environment(accounts, accounts)
                .token("benchmark")
                .build();
        final Consent consent =
                new Consent("consent", new ConsentToken("first"), Map.of("accounts", new ApiLink(accounts.toString())));

        /** Lets go of everything. */
        @TearDown
        public void close() {
            kosma.close();
        }
    }

    /** The caller keeps the token. */
    @State(Scope.Benchmark)
    public static class ByHand extends Client {
        private ConsentAccess access = ConsentAccess.of(consent);

        /** Creates it. */
        public ByHand() {}
    }

    /** A vault keeps the token. */
    public abstract static class InVault extends Client {
        final ConsentVault vault;
        final String id;

        InVault(ConsentStore store) {
            vault = ConsentVault.builder(kosma, store)
                    .tokenProtection(
                            TokenProtection.aesGcm("k1", Base64.getEncoder().encodeToString(new byte[32])))
                    .build();
            id = vault.store(consent, ConsentOrigin.UNKNOWN);
        }

        AccountsResult call() {
            return vault.attended(id, PSU).accounts();
        }
    }

    /** A vault in memory. */
    @State(Scope.Benchmark)
    public static class InMemory extends InVault {
        /** Creates it. */
        public InMemory() {
            super(new InMemoryConsentStore());
        }
    }

    /** A vault in a database. */
    @State(Scope.Benchmark)
    public static class InPostgres extends InVault {
        final ConsentDatabase database;

        /** Creates it. */
        public InPostgres() {
            this(new ConsentDatabase());
        }

        private InPostgres(ConsentDatabase database) {
            super(database.store());
            this.database = database;
        }

        @Override
        public void close() {
            super.close();
            database.close();
        }
    }

    /**
     * The baseline.
     *
     * @param state the client
     * @return the accounts
     */
    @Benchmark
    public AccountsResult bare(ByHand state) {
        ConsentAnswer<AccountsResult> answer = state.kosma.consents().attendedAccounts(state.access, PSU);
        state.access = answer.next();
        return answer.result();
    }

    /**
     * With lease, encryption and book-keeping, but without a database.
     *
     * @param state the vault
     * @return the accounts
     */
    @Benchmark
    public AccountsResult vaultInMemory(InMemory state) {
        return state.call();
    }

    /**
     * With everything.
     *
     * @param state the vault
     * @return the accounts
     */
    @Benchmark
    public AccountsResult vaultOnPostgres(InPostgres state) {
        return state.call();
    }

    /** How many SQL statements a call takes, as PostgreSQL counts them. */
    static double statementsPerCall(int calls) {
        InPostgres state = new InPostgres();
        try {
            long before = state.database.statements();
            for (int i = 0; i < calls; i++) {
                state.call();
            }
            return (double) (state.database.statements() - before) / calls;
        } finally {
            state.close();
        }
    }
}
