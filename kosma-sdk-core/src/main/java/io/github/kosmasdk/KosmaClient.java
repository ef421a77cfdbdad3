package io.github.kosmasdk;

import io.github.kosmasdk.account.AccountsClient;
import io.github.kosmasdk.auth.AuthClient;
import io.github.kosmasdk.bank.BanksClient;
import io.github.kosmasdk.consent.ConsentsClient;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.flow.FlowsClient;
import io.github.kosmasdk.insights.InsightsClient;
import io.github.kosmasdk.internal.Blocking;
import io.github.kosmasdk.payment.PaymentsClient;
import io.github.kosmasdk.session.SessionsClient;
import java.time.Duration;

/**
 * The Kosma APIs, blocking: the same operations as {@link KosmaReactiveClient}, waited for. Safe for any number of
 * threads; make one and keep it, and close it at the end.
 *
 * <pre>{@code
 * try (KosmaClient kosma = KosmaClient.builder().token(token).build()) {
 *     Session session = kosma.sessions().start(SessionRequest.builder(psu).build());
 *     FlowStatus<AccountsResult> started = kosma.accounts().startAccounts(session, AccountsRequest.ALL);
 *     // hand started.flow().clientToken() to the XS2A App, or drive kosma.auth()
 *     AccountsResult accounts = kosma.flows().await(started.flow(), Duration.ofMinutes(10)).resultOrThrow();
 *     kosma.sessions().close(session);
 * }
 * }</pre>
 */
public final class KosmaClient implements AutoCloseable {

    private final KosmaReactiveClient reactive;
    private final SessionsClient sessions;
    private final FlowsClient flows;
    private final AccountsClient accounts;
    private final PaymentsClient payments;
    private final ConsentsClient consents;
    private final AuthClient auth;
    private final InsightsClient insights;
    private final BanksClient banks;

    KosmaClient(KosmaReactiveClient reactive) {
        this.reactive = reactive;
        this.sessions = new SessionsClient(reactive.sessions());
        this.flows = new FlowsClient(reactive.flows());
        this.accounts = new AccountsClient(reactive.accounts());
        this.payments = new PaymentsClient(reactive.payments());
        this.consents = new ConsentsClient(reactive.consents());
        this.auth = new AuthClient(reactive.auth());
        this.insights = new InsightsClient(reactive.insights());
        this.banks = new BanksClient(reactive.banks());
    }

    /**
     * Starts building a client.
     *
     * @return the builder
     */
    public static KosmaClientBuilder builder() {
        return new KosmaClientBuilder();
    }

    /**
     * The blocking face of a reactive client. Both share its connections; closing one closes both.
     *
     * @param reactive the reactive client
     * @return its blocking face
     */
    public static KosmaClient of(KosmaReactiveClient reactive) {
        return new KosmaClient(reactive);
    }

    /**
     * The reactive face of this client.
     *
     * @return the reactive client
     */
    public KosmaReactiveClient reactive() {
        return reactive;
    }

    /**
     * Sessions.
     *
     * @return their client
     */
    public SessionsClient sessions() {
        return sessions;
    }

    /**
     * Flows of every kind: read, awaited, aborted.
     *
     * @return their client
     */
    public FlowsClient flows() {
        return flows;
    }

    /**
     * Account information.
     *
     * @return its client
     */
    public AccountsClient accounts() {
        return accounts;
    }

    /**
     * Payments.
     *
     * @return their client
     */
    public PaymentsClient payments() {
        return payments;
    }

    /**
     * Consents.
     *
     * @return their client
     */
    public ConsentsClient consents() {
        return consents;
    }

    /**
     * The consumer's part of a flow, in your own user interface.
     *
     * @return its client
     */
    public AuthClient auth() {
        return auth;
    }

    /**
     * Insights: refresh, storage, categories and reports.
     *
     * @return its client
     */
    public InsightsClient insights() {
        return insights;
    }

    /**
     * The bank directory.
     *
     * @return its client
     */
    public BanksClient banks() {
        return banks;
    }

    /**
     * The same client with another deadline, for calls that may take longer, or shorter, than usual. It shares everything
     * else with this client: connections, retry budget, circuit breakers, the limit of calls. It costs next to nothing, so
     * make one for a single call or keep it. Closing it does nothing; closing this client ends it too.
     *
     * <p>A deadline that passes counts as a failure of the service: do not set one that it cannot keep when it is well.
     *
     * @param deadline how long each of its calls may take in all
     * @return a view of this client
     * @throws KosmaUsageException when it is not between 1 ms and 1 day
     */
    public KosmaClient withDeadline(Duration deadline) {
        return new KosmaClient(reactive.withDeadline(deadline));
    }

    /**
     * Loads what the first call would have to load: libraries, and with {@code https} what TLS needs, the trust store among it. That
     * takes some tenths of a second, so call it before an application takes its first request. Nothing connects. The second
     * time it does nothing.
     */
    public void warmUp() {
        Blocking.run(reactive.warmUp());
    }

    /**
     * How the client is doing: its circuit breakers, its retry budget, the calls under way.
     *
     * @return its state at this moment
     */
    public ClientState state() {
        return reactive.state();
    }

    /** Closes the connections. Calls under way fail, and later ones are refused. Does nothing on a view. */
    @Override
    public void close() {
        reactive.close();
    }
}
