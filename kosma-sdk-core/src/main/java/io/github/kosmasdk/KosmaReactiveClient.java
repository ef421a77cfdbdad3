package io.github.kosmasdk;

import io.github.kosmasdk.account.ReactiveAccountsClient;
import io.github.kosmasdk.auth.ReactiveAuthClient;
import io.github.kosmasdk.bank.ReactiveBanksClient;
import io.github.kosmasdk.consent.ReactiveConsentsClient;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.flow.ReactiveFlowsClient;
import io.github.kosmasdk.insights.ReactiveInsightsClient;
import io.github.kosmasdk.internal.http.Pipeline;
import io.github.kosmasdk.payment.ReactivePaymentsClient;
import io.github.kosmasdk.session.ReactiveSessionsClient;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * The Kosma APIs on Reactor. Nothing is sent before something subscribes, every subscription is a call of its own, and
 * cancelling one stops its call. Safe for any number of threads; make one and keep it, and close it at the end.
 *
 * @see KosmaClient
 */
public final class KosmaReactiveClient implements AutoCloseable {

    private final Pipeline pipeline;
    private final ReactiveSessionsClient sessions;
    private final ReactiveFlowsClient flows;
    private final ReactiveAccountsClient accounts;
    private final ReactivePaymentsClient payments;
    private final ReactiveConsentsClient consents;
    private final ReactiveAuthClient auth;
    private final ReactiveInsightsClient insights;
    private final ReactiveBanksClient banks;

    KosmaReactiveClient(Pipeline pipeline) {
        this(pipeline, new ReactiveInsightsClient(pipeline));
    }

    private KosmaReactiveClient(Pipeline pipeline, ReactiveInsightsClient insights) {
        this.pipeline = pipeline;
        this.insights = insights;
        this.sessions = new ReactiveSessionsClient(pipeline);
        this.flows = new ReactiveFlowsClient(pipeline);
        this.accounts = new ReactiveAccountsClient(pipeline);
        this.payments = new ReactivePaymentsClient(pipeline);
        this.consents = new ReactiveConsentsClient(pipeline);
        this.auth = new ReactiveAuthClient(pipeline);
        this.banks = new ReactiveBanksClient(pipeline);
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
     * Sessions.
     *
     * @return their client
     */
    public ReactiveSessionsClient sessions() {
        return sessions;
    }

    /**
     * Flows of every kind: read, awaited, aborted.
     *
     * @return their client
     */
    public ReactiveFlowsClient flows() {
        return flows;
    }

    /**
     * Account information.
     *
     * @return its client
     */
    public ReactiveAccountsClient accounts() {
        return accounts;
    }

    /**
     * Payments.
     *
     * @return their client
     */
    public ReactivePaymentsClient payments() {
        return payments;
    }

    /**
     * Consents.
     *
     * @return their client
     */
    public ReactiveConsentsClient consents() {
        return consents;
    }

    /**
     * The consumer's part of a flow, in your own user interface.
     *
     * @return its client
     */
    public ReactiveAuthClient auth() {
        return auth;
    }

    /**
     * Insights: refresh, storage, categories and reports.
     *
     * @return its client
     */
    public ReactiveInsightsClient insights() {
        return insights;
    }

    /**
     * The bank directory.
     *
     * @return its client
     */
    public ReactiveBanksClient banks() {
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
    public KosmaReactiveClient withDeadline(Duration deadline) {
        Pipeline view = pipeline.withDeadline(deadline);
        return new KosmaReactiveClient(view, new ReactiveInsightsClient(view, insights));
    }

    /**
     * Loads what the first call would have to load: libraries, and with {@code https} what TLS needs, the trust store among it. That
     * takes some tenths of a second, so subscribe when an application has started. Nothing connects, and without it the
     * first call loads all that itself, on a thread of its own in any case. The second time it does nothing; cancelling stops
     * nothing.
     *
     * @return empty when everything is loaded, or why that is not possible, such as a library that is missing
     */
    public Mono<Void> warmUp() {
        return pipeline.warmUp();
    }

    /**
     * How the client is doing: its circuit breakers, its retry budget, the calls under way.
     *
     * @return its state at this moment
     */
    public ClientState state() {
        return pipeline.state();
    }

    /** Closes the connections. Calls under way fail, and later ones are refused. Does nothing on a view. */
    @Override
    public void close() {
        pipeline.close();
    }
}
