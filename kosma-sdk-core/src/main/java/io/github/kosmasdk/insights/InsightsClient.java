package io.github.kosmasdk.insights;

import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaTimeoutException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.internal.Blocking;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import java.time.Duration;
import java.util.List;

/** The blocking face of {@link ReactiveInsightsClient}. */
public final class InsightsClient {

    private final ReactiveInsightsClient reactive;
    private final ReportsClient reports;
    private final StorageClient storage;

    /**
     * For the SDK's own use; take it from {@link io.github.kosmasdk.KosmaClient#insights()}.
     *
     * @param reactive the reactive face
     */
    public InsightsClient(ReactiveInsightsClient reactive) {
        this.reactive = reactive;
        this.reports = new ReportsClient(reactive.reports());
        this.storage = new StorageClient(reactive.storage());
    }

    /**
     * The storage: accounts and transactions of your own, labels, and deleting.
     *
     * @return their client
     */
    public StorageClient storage() {
        return storage;
    }

    /**
     * The reports.
     *
     * @return their client
     */
    public ReportsClient reports() {
        return reports;
    }

    /**
     * Starts an Insights refresh flow: the consumer logs in, and the data goes to the storage. Never sent twice. Read and await
     * it as any flow, then ask for reports with the consumer's id of its result.
     *
     * @param session a session whose consent scope has {@code insightsRefresh}; no other flow may be running in it
     * @param request which data
     * @return the flow's first status: a {@link KosmaUsageException} when the session was started
     *     without that scope
     * @throws KosmaException when it fails
     * @see <a href="https://docs.openbanking.klarna.com/acin/flow-insights.html">Insights refresh flow</a>
     */
    public FlowStatus<InsightsRefreshResult> startRefresh(Session session, RefreshRequest request) {
        return Blocking.await(reactive.startRefresh(session, request));
    }

    /**
     * Starts a refresh by the consent that the service has stored, in the background. It asks the bank, and uses of what the bank
     * allows in a day, so it is never sent twice: when the answer is lost, look with a report how old the data is.
     *
     * @param request which data; with the consumer's id, by which the consent is found
     * @return where it stands, to go on with {@link #awaitRefresh}
     * @throws KosmaException when it fails
     * @see <a href="https://docs.openbanking.klarna.com/acin/consent-refresh.html">Consent refresh</a>
     */
    public ConsentRefresh refreshStored(ConsentRefreshRequest request) {
        return Blocking.await(reactive.refreshStored(request));
    }

    /**
     * Starts a refresh by the consent that the service has stored, while the consumer is present and wants it. Otherwise as {@link
     * #refreshStored}.
     *
     * @param request which data; with the consumer's id
     * @param psu the consumer, as of now
     * @return where it stands
     * @throws KosmaException when it fails
     * @see <a href="https://docs.openbanking.klarna.com/acin/consent-refresh.html">Consent refresh</a>
     */
    public ConsentRefresh attendedRefreshStored(ConsentRefreshRequest request, Psu psu) {
        return Blocking.await(reactive.attendedRefreshStored(request, psu));
    }

    /**
     * Looks where a refresh without a login stands.
     *
     * @param refresh the refresh, as it was seen last
     * @return where it stands
     * @throws KosmaException when it fails
     * @see <a href="https://docs.openbanking.klarna.com/acin/consent-refresh.html">Consent refresh</a>
     */
    public ConsentRefresh readRefresh(ConsentRefresh refresh) {
        return Blocking.await(reactive.readRefresh(refresh));
    }

    /**
     * Waits until a refresh without a login has ended, as {@link io.github.kosmasdk.flow.ReactiveFlowsClient#await} waits for a
     * flow. One that has ended already is given back at once.
     *
     * @param refresh the refresh, as it was seen last
     * @param within how long to wait; long histories take minutes
     * @return where it stands then, finished or failed: a {@link KosmaTimeoutException} when it has
     *     not ended in that time
     * @throws KosmaException when it fails
     */
    public ConsentRefresh awaitRefresh(ConsentRefresh refresh, Duration within) {
        return Blocking.await(reactive.awaitRefresh(refresh, within));
    }

    /**
     * Has accounts with a stored consent refreshed by themselves from now on. Scheduling one again overwrites what it had. It moves
     * the next run, and may begin one, so it is never sent twice; sending it again yourself does no harm.
     *
     * @param request which accounts, how often
     * @throws KosmaException when it fails
     * @see <a href="https://docs.openbanking.klarna.com/acin/auto-refresh/auto-refresh-add.html">Schedule</a>
     */
    public void scheduleRefresh(AutoRefreshRequest request) {
        Blocking.run(reactive.scheduleRefresh(request));
    }

    /**
     * Looks how the automatic refreshes of a consumer go.
     *
     * @param insightsConsumerId the consumer
     * @param insightsAccountIds the accounts, none for all
     * @return the refreshes, one for each account that has one
     * @throws KosmaException when it fails
     * @see <a href="https://docs.openbanking.klarna.com/acin/auto-refresh/auto-refresh-get.html">Status</a>
     */
    public List<AutoRefresh> autoRefreshes(String insightsConsumerId, String... insightsAccountIds) {
        return Blocking.await(reactive.autoRefreshes(insightsConsumerId, insightsAccountIds));
    }

    /**
     * All categories. Asked for once per client, and kept: see {@link #latestCategories}. Calls before the first answer is there
     * each ask for themselves.
     *
     * @return the categories
     * @throws KosmaException when it fails
     * @see <a href="https://docs.openbanking.klarna.com/acin/category-list.html">Categories</a>
     */
    public CategoryTree categories() {
        return Blocking.await(reactive.categories());
    }

    /**
     * All categories, asked for anew. From then on {@link #categories} gives these.
     *
     * @return the categories
     * @throws KosmaException when it fails
     * @see <a href="https://docs.openbanking.klarna.com/acin/category-list.html">Categories</a>
     */
    public CategoryTree latestCategories() {
        return Blocking.await(reactive.latestCategories());
    }
}
