package io.github.kosmasdk.samples.connect.login;

import io.github.kosmasdk.error.ServiceError;
import io.github.kosmasdk.flow.Flow;
import io.github.kosmasdk.payment.PaymentResult;
import io.github.kosmasdk.session.BankChoice;
import io.github.kosmasdk.session.Session;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One login of one user at one bank. It is kept in the user's web session; its state is at the service. */
public final class Login {

    private final String id;
    private volatile Way way;
    private final BankChoice bank;
    private final Session session;
    private final @Nullable Flow<?> flow;
    private final Purpose purpose;
    private volatile @Nullable End end;

    /** How a login ended. */
    public sealed interface End {

        /**
         * The bank is connected.
         *
         * @param consentId the consent in the vault
         */
        record Connected(String consentId) implements End {}

        /**
         * The payment has an outcome.
         *
         * @param result the outcome
         * @param consentId the consent in the vault that tells the transfer's state, empty where the bank tells none
         */
        record Paid(PaymentResult result, Optional<String> consentId) implements End {}

        /**
         * It failed.
         *
         * @param error why
         */
        record Failed(ServiceError error) implements End {}

        /** The consumer cancelled it. */
        record Cancelled() implements End {}
    }

    Login(String id, Way way, BankChoice bank, Session session, @Nullable Flow<?> flow, Purpose purpose) {
        this.id = id;
        this.way = way;
        this.bank = bank;
        this.session = session;
        this.flow = flow;
        this.purpose = purpose;
    }

    static String newId() {
        return UUID.randomUUID().toString();
    }

    /**
     * What it is called by in this application.
     *
     * @return a random text
     */
    public String id() {
        return id;
    }

    /**
     * How the consumer logs in.
     *
     * @return the way
     */
    public Way way() {
        return way;
    }

    void goOnOnPages() {
        way = Way.PAGES;
    }

    /**
     * Where the consumer logs in.
     *
     * @return the bank
     */
    public BankChoice bank() {
        return bank;
    }

    /**
     * The flow that waits for the consumer. A payment of which nobody knows whether it was started has none, and has ended.
     *
     * @return the flow
     */
    public Flow<?> flow() {
        return Objects.requireNonNull(flow, "this login has ended before it began");
    }

    /**
     * What for.
     *
     * @return the purpose
     */
    public Purpose purpose() {
        return purpose;
    }

    /**
     * How it ended.
     *
     * @return the end, empty while it has not
     */
    public Optional<End> end() {
        return Optional.ofNullable(end);
    }

    /**
     * Whether there is nothing more to come: it has ended, and how is known.
     *
     * @return {@code true} when that is so
     */
    public boolean isOver() {
        return end != null && !(end instanceof End.Paid paid && paid.result() instanceof PaymentResult.OutcomeUnknown);
    }

    Session session() {
        return session;
    }

    void end(End how) {
        end = how;
    }
}
