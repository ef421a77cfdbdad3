package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.Bank.Connection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A consumer's session at one bank. Guarded by its own monitor. */
final class Session {
    final String id = Ids.next();
    final SessionRequest request;
    final List<Flow> flows = new ArrayList<>();

    @Nullable
    Bank bank;

    Connection connection;

    @Nullable
    Login login;

    boolean closed;
    volatile boolean slow;

    /** The consumer as the bank knows them once logged in. */
    record Login(String user, List<Account> accounts) {
        boolean isRich() {
            return user.equals("acin-demo-data");
        }
    }

    Session(SessionRequest request) {
        this.request = request;
        this.bank = request.bank();
        this.connection = request.aspspAccess().connections.get(0);
    }

    /** The flow that is not at its end yet; there is at most one. */
    @Nullable
    Flow runningFlow() {
        Flow last = flows.isEmpty() ? null : flows.get(flows.size() - 1);
        return last == null || last.state.isTerminal() ? null : last;
    }
}
