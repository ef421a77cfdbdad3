package io.github.kosmasdk.playground;

import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A flow of a session and where the consumer is in it. Guarded by the session's monitor. */
final class Flow {
    enum State {
        PROCESSING,
        CONSUMER_INPUT_NEEDED,
        FINISHED,
        ABORTED,
        EXCEPTION;

        boolean isTerminal() {
            return this == FINISHED || this == ABORTED || this == EXCEPTION;
        }
    }

    /** What the present step is about, in the words of the wire. */
    enum Context {
        BANK_SELECTION,
        AUTHENTICATION,
        ACCOUNT_SELECTION,
        AUTHORIZATION;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An error as the flow API tells it in full. */
    record Trouble(String code, String message) {}

    /** Where the consumer is. */
    sealed interface Step {}

    /** The consumer chooses a bank. */
    record BankChoice() implements Step {}

    /** The consumer answers a form. */
    record Question(Kind kind, Form form, @Nullable Trouble trouble) implements Step {
        enum Kind {
            LOGIN_METHOD,
            CREDENTIALS,
            OTP,
            DETAILS,
            WAYS,
            CODES,
            ACCOUNT,
            SCA_METHOD,
            SCA
        }
    }

    /** The consumer is at the bank's own page, and comes back with or without approval. */
    record Redirect(String id, String url, Runnable approved, Runnable denied) implements Step {}

    /** The consumer acts elsewhere, or the bank works; after that many reads it goes on. */
    record Wait(int readsLeft, Runnable then) implements Step {}

    final String id = Ids.next();
    final Session session;
    final FlowType type;
    final FlowRequest request;
    String clientToken = "";
    State state = State.PROCESSING;
    Context context = Context.AUTHENTICATION;
    Consumer<State> whenOver = over -> {};

    @Nullable
    Step step;

    int stage;
    String user = "";
    boolean loggedInHere;
    boolean tanForced;

    @Nullable
    Account payer;

    @Nullable
    ObjectNode result;

    @Nullable
    Trouble trouble;

    @Nullable
    Listing listing;

    Flow(Session session, FlowType type, FlowRequest request) {
        this.session = session;
        this.type = type;
        this.request = request;
    }

    void moveTo(Step next) {
        step = next;
        state = next instanceof Wait ? State.PROCESSING : State.CONSUMER_INPUT_NEEDED;
        stage++;
    }

    void end(State terminal) {
        step = null;
        state = terminal;
        whenOver.accept(terminal);
    }

    void fail(String code, String message) {
        trouble = new Trouble(code, message);
        end(State.EXCEPTION);
    }
}
