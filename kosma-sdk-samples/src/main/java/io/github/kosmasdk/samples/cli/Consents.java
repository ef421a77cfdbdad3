package io.github.kosmasdk.samples.cli;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.KosmaJson;
import io.github.kosmasdk.account.AccountsRequest;
import io.github.kosmasdk.consent.ConsentOrigin;
import io.github.kosmasdk.consent.ConsentQuery;
import io.github.kosmasdk.consent.ConsentRecord;
import io.github.kosmasdk.consent.ConsentVault;
import io.github.kosmasdk.session.ConsentScope;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionRequest;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** The consents in the vault: new ones, what is known of them, and their end. */
final class Consents {

    private static final ConsentScope SCOPE = ConsentScope.builder()
            .accounts()
            .accountDetails()
            .balances()
            .transactions()
            .lifetimeDays(90)
            .build();

    private final KosmaClient kosma;
    private final ConsentVault vault;
    private final Arguments arguments;
    private final PrintStream out;
    private final Consumer<String> progress;

    Consents(KosmaClient kosma, ConsentVault vault, Arguments arguments, PrintStream out, Consumer<String> progress) {
        this.kosma = kosma;
        this.vault = vault;
        this.arguments = arguments;
        this.out = out;
        this.progress = progress;
    }

    void run() {
        switch (arguments.command()) {
            case CONSENTS_NEW -> print(vault.inspect(add()).orElseThrow(), Tables::of);
            case CONSENTS_LIST -> print(all(), Tables::ofConsents);
            case CONSENTS_INSPECT -> print(record(), Tables::of);
            case CONSENTS_REFRESH -> {
                refresh(record());
                print(record(), Tables::of);
            }
            case CONSENTS_REVOKE -> {
                vault.revoke(record().id());
                print(record(), Tables::of);
            }
            default -> throw new IllegalArgumentException(arguments.command() + " is not about the vault");
        }
    }

    private ConsentRecord record() {
        return record(vault, arguments);
    }

    /** The consent that the command names, whatever its state. */
    static ConsentRecord record(ConsentVault vault, Arguments arguments) {
        String id = arguments.consent().orElseThrow();
        return vault.inspect(id)
                .orElseThrow(() -> new SampleException(
                        "there is no consent '" + id + "' in the vault; consents list shows those that are"));
    }

    private String add() {
        SessionRequest.Builder builder = SessionRequest.builder(Sample.PSU)
                .redirectReturnUrl(Sample.RETURN_URL)
                .consentScope(SCOPE);
        arguments.bank().ifPresent(builder::selectedBank);
        SessionRequest request = builder.build();
        ConsentOrigin origin = ConsentOrigin.of(request).psuReference(arguments.user());
        return loggedIn(kosma.sessions().start(request), session -> vault.store(session, origin));
    }

    private void refresh(ConsentRecord record) {
        Session session =
                vault.refresh(record.id(), Sample.PSU, request -> request.redirectReturnUrl(Sample.RETURN_URL));
        loggedIn(session, open -> {
            vault.completeRefresh(record.id(), open);
            return record.id();
        });
    }

    /** Any flow will do to log in; the consent is fetched before the session is closed. */
    private String loggedIn(Session session, Function<Session, String> keep) {
        progress.accept("session " + session.sessionIdShort().orElse(session.sessionId()) + " started");
        try {
            new Login(kosma, arguments, progress).result(kosma.accounts().startAccounts(session, AccountsRequest.ALL));
            String id = keep.apply(session);
            progress.accept("consent " + id + " kept in the vault");
            return id;
        } finally {
            Sample.close(kosma, session, progress);
        }
    }

    private List<ConsentRecord> all() {
        List<ConsentRecord> all = new ArrayList<>();
        ConsentQuery query = ConsentQuery.ALL;
        for (List<ConsentRecord> page = vault.list(query); !page.isEmpty(); page = vault.list(query)) {
            all.addAll(page);
            query = ConsentQuery.builder()
                    .afterId(page.get(page.size() - 1).id())
                    .build();
        }
        all.sort(Comparator.comparing(ConsentRecord::since));
        return all;
    }

    private <R> void print(R result, Function<R, String> table) {
        out.print(arguments.json() ? KosmaJson.write(result) + "\n" : table.apply(result));
        out.flush();
    }
}
