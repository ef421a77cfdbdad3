package io.github.kosmasdk.faultmatrix;

import io.github.kosmasdk.consent.ConsentState;
import io.github.kosmasdk.consent.StoredConsent;
import io.github.kosmasdk.playground.Consent;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of one fault and one kind of call.
 *
 * @param fault the fault
 * @param kind the call
 * @param attempts how often the client tried
 * @param connections how many connections it made
 * @param reached how many whole requests came through to the server
 * @param outcome what the caller saw
 * @param took how long the caller waited
 * @param books what the bank has
 * @param wrong what must never be
 */
record Cell(
        Fault fault,
        Kind kind,
        long attempts,
        long connections,
        int reached,
        Outcome outcome,
        Duration took,
        String books,
        List<String> wrong) {

    /** How much longer than the deadline the caller waited. */
    Duration over() {
        Duration over = took.minus(fault.deadline());
        return over.isNegative() ? Duration.ZERO : over;
    }

    /** Lets it happen. */
    static Cell of(Bank bank, Attempts attempts, Fault fault, Kind kind) {
        URI origin = fault.where().apply(bank);
        Watch watch = bank.watch(origin);
        try (Subject subject = new Subject(bank, fault, kind, origin)) {
            fault.arrangement().accept(bank, subject);
            long attemptsBefore = attempts.of(kind, origin.getAuthority());
            long connectionsBefore = watch.connections();
            watch.forget();
            Books before = Books.of(bank);
            long start = System.nanoTime();
            Outcome outcome;
            try {
                outcome = Outcome.of(fault.calling().call(bank, subject));
            } catch (Exception failure) {
                outcome = Outcome.of(failure);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            boolean tokenCame =
                    kind == Kind.ROTATES && watch.answered(Books.consent(bank).currentToken());
            bank.letGo();
            Bank.until(subject::isOver);
            int reached = watch.requests(kind.method);
            Books books = Books.of(bank).since(before);
            long tried = attempts.of(kind, origin.getAuthority()) - attemptsBefore;
            List<String> wrong = new ArrayList<>(books.wrong(kind, outcome, reached, tried));
            String told = books.toString(kind);
            if (kind == Kind.ROTATES) {
                told += vault(bank, subject, tokenCame && !fault.isRefusedAnswer(), wrong);
            }
            return new Cell(
                    fault, kind, tried, watch.connections() - connectionsBefore, reached, outcome, took, told, wrong);
        } finally {
            bank.heal();
        }
    }

    /** A token is lost when the store has another one than the bank, unless the answer that brought it never came whole and the vault knows. */
    private static String vault(Bank bank, Subject subject, boolean tokenCame, List<String> wrong) {
        StoredConsent stored = subject.stored();
        Consent atTheBank = Books.consent(bank);
        boolean current = stored.token().orElseThrow().value().equals(atTheBank.currentToken());
        ConsentState state = stored.state();
        if (!current && state != ConsentState.UNCERTAIN) {
            wrong.add("the vault takes a token for good that is none: " + state);
        }
        if (!current && tokenCame) {
            wrong.add("the token came and was not stored");
        }
        return "; in the vault: " + (current ? "the current one, " : "the one before, ") + state;
    }

    /**
     * What the bank has, counted.
     *
     * @param sessions sessions that were started
     * @param transfers transfers that were started
     * @param calls calls with the consent
     * @param tokens consent tokens that were handed out
     * @param superseded how often a used up token was sent
     */
    private record Books(long sessions, long transfers, long calls, long tokens, long superseded) {

        static Consent consent(Bank bank) {
            return bank.playground()
                    .consents()
                    .ofSession(bank.loggedIn().sessionId())
                    .orElseThrow();
        }

        static Books of(Bank bank) {
            long sessions = bank.playground().exchanges().stream()
                    .filter(exchange -> exchange.method().equals("PUT")
                            && exchange.url().getPath().equals("/xs2a/v1/sessions")
                            && exchange.status() < 300)
                    .count();
            Consent.Counts counts = bank.playground().consents().totals();
            return new Books(
                    sessions,
                    bank.playground().books().transfers().size(),
                    counts.calls(),
                    counts.tokensIssued(),
                    counts.supersededSent());
        }

        Books since(Books before) {
            return new Books(
                    sessions - before.sessions,
                    transfers - before.transfers,
                    calls - before.calls,
                    tokens - before.tokens,
                    superseded - before.superseded);
        }

        List<String> wrong(Kind kind, Outcome outcome, int reached, long attempts) {
            List<String> wrong = new ArrayList<>();
            if (kind != Kind.SAFE && reached > 1) {
                wrong.add("sent " + reached + " times");
            }
            if (kind == Kind.PAYS && attempts > 1) {
                wrong.add("a payment was tried " + attempts + " times");
            }
            if (sessions > 1 || transfers > 1 || tokens > 1 || superseded > 0) {
                wrong.add("more than once in the books: " + this);
            }
            if (outcome.saysNotSent() && (reached > 0 || sessions + transfers + calls > 0)) {
                wrong.add("said not to be sent, but it was: " + this);
            }
            boolean happened = kind == Kind.SAFE || effect(kind) == 1;
            if (outcome.isResult() && !happened) {
                wrong.add("a result of nothing: " + this);
            }
            return wrong;
        }

        private long effect(Kind kind) {
            return switch (kind) {
                case SAFE -> 0;
                case CREATES -> sessions;
                case PAYS -> transfers;
                case ROTATES -> calls;
            };
        }

        String toString(Kind kind) {
            return switch (kind) {
                case SAFE -> "";
                case CREATES -> "sessions: " + sessions;
                case PAYS -> "transfers: " + transfers;
                case ROTATES -> "tokens: " + tokens;
            };
        }
    }
}
