package io.github.kosmasdk.insights;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaTimeoutException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.internal.Lists;
import io.github.kosmasdk.internal.flow.FlowOperations;
import io.github.kosmasdk.internal.http.Api;
import io.github.kosmasdk.internal.http.Operation;
import io.github.kosmasdk.internal.http.Pipeline;
import io.github.kosmasdk.internal.http.ReplayPolicy;
import io.github.kosmasdk.internal.json.JsonBody;
import io.github.kosmasdk.internal.json.WireJson;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Insights: brings a consumer's data into the storage of the service, where {@link #reports()} are made of it. Data comes by a
 * flow with the consumer present ({@link #startRefresh}), by a consent without ({@link #refreshStored}, {@link
 * #scheduleRefresh}, or a consent of your own, see {@link io.github.kosmasdk.consent.ReactiveConsentsClient#insightsRefresh}), or
 * from you ({@link #storage()}). It is kept for a time that you set, and not longer.
 *
 * @see <a href="https://docs.openbanking.klarna.com/acin/insight-api.html">Insights API</a>
 */
public final class ReactiveInsightsClient {

    private static final Function<JsonBody, ConsentRefresh> REFRESH = WireJson.dataReader(ConsentRefresh.class);
    private static final Function<JsonBody, AutoRefreshes> AUTO_REFRESHES = WireJson.dataReader(AutoRefreshes.class);
    private static final Function<JsonBody, List<Category>> CATEGORIES =
            WireJson.dataReader(List.class, Category.class);

    private final Pipeline pipeline;
    private final ReactiveReportsClient reports;
    private final ReactiveStorageClient storage;
    private final AtomicReference<@Nullable CategoryTree> categories;

    /**
     * For the SDK's own use; take it from {@link io.github.kosmasdk.KosmaReactiveClient#insights()}.
     *
     * @param pipeline the way of a call
     */
    public ReactiveInsightsClient(Pipeline pipeline) {
        this(pipeline, new AtomicReference<>());
    }

    /**
     * A view that knows the same categories.
     *
     * @param pipeline the way of a call
     * @param whole the client that it is a view of
     */
    public ReactiveInsightsClient(Pipeline pipeline, ReactiveInsightsClient whole) {
        this(pipeline, whole.categories);
    }

    private ReactiveInsightsClient(Pipeline pipeline, AtomicReference<@Nullable CategoryTree> categories) {
        this.pipeline = pipeline;
        this.reports = new ReactiveReportsClient(pipeline);
        this.storage = new ReactiveStorageClient(pipeline);
        this.categories = categories;
    }

    /**
     * The reports.
     *
     * @return their client
     */
    public ReactiveReportsClient reports() {
        return reports;
    }

    /**
     * The storage: accounts and transactions of your own, labels, and deleting.
     *
     * @return its client
     */
    public ReactiveStorageClient storage() {
        return storage;
    }

    /**
     * Starts an Insights refresh flow: the consumer logs in, and the data goes to the storage. Never sent twice. Read and await
     * it as any flow, then ask for reports with the consumer's id of its result.
     *
     * @param session a session whose consent scope has {@code insightsRefresh}; no other flow may be running in it
     * @param request which data
     * @return the flow's first status, or a {@link KosmaException}: a {@link KosmaUsageException} when the session was started
     *     without that scope
     * @see <a href="https://docs.openbanking.klarna.com/acin/flow-insights.html">Insights refresh flow</a>
     */
    public Mono<FlowStatus<InsightsRefreshResult>> startRefresh(Session session, RefreshRequest request) {
        return Mono.defer(() -> {
            if (!session.flows().containsKey(InsightsFlows.REFRESH.key())) {
                return Mono.error(
                        new KosmaUsageException("This session offers no Insights refresh, as its consent scope has"
                                + " no insights_refresh: start it with ConsentScope.builder().insightsRefresh(...)"));
            }
            return pipeline.execute(
                    FlowOperations.start(InsightsFlows.REFRESH, session, request, ReplayPolicy.CREATES));
        });
    }

    /**
     * Starts a refresh by the consent that the service has stored, in the background. It asks the bank, and uses of what the bank
     * allows in a day, so it is never sent twice: when the answer is lost, look with a report how old the data is.
     *
     * @param request which data; with the consumer's id, by which the consent is found
     * @return where it stands, to go on with {@link #awaitRefresh}; or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/consent-refresh.html">Consent refresh</a>
     */
    public Mono<ConsentRefresh> refreshStored(ConsentRefreshRequest request) {
        return refreshStored(request, Optional.empty());
    }

    /**
     * Starts a refresh by the consent that the service has stored, while the consumer is present and wants it. Otherwise as {@link
     * #refreshStored}.
     *
     * @param request which data; with the consumer's id
     * @param psu the consumer, as of now
     * @return where it stands, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/consent-refresh.html">Consent refresh</a>
     */
    public Mono<ConsentRefresh> attendedRefreshStored(ConsentRefreshRequest request, Psu psu) {
        return refreshStored(request, Optional.of(psu));
    }

    /**
     * Looks where a refresh without a login stands.
     *
     * @param refresh the refresh, as it was seen last
     * @return where it stands, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/consent-refresh.html">Consent refresh</a>
     */
    public Mono<ConsentRefresh> readRefresh(ConsentRefresh refresh) {
        return Mono.defer(() -> refresh.self()
                .map(self -> pipeline.execute(new Operation<>(
                        "insights.refresh.read",
                        Api.INSIGHTS,
                        HttpMethod.GET,
                        self,
                        null,
                        Optional.empty(),
                        body -> at(self, REFRESH.apply(body)),
                        ReplayPolicy.SAFE)))
                .orElseGet(() -> Mono.just(refresh)));
    }

    /**
     * Waits until a refresh without a login has ended, as {@link io.github.kosmasdk.flow.ReactiveFlowsClient#await} waits for a
     * flow. One that has ended already is given back at once.
     *
     * @param refresh the refresh, as it was seen last
     * @param within how long to wait; long histories take minutes
     * @return where it stands then, finished or failed; or a {@link KosmaException}: a {@link KosmaTimeoutException} when it has
     *     not ended in that time
     */
    public Mono<ConsentRefresh> awaitRefresh(ConsentRefresh refresh, Duration within) {
        return refresh.isTerminal()
                ? Mono.just(refresh)
                : pipeline.poll(
                        "the Insights refresh",
                        "insights.refresh.await",
                        readRefresh(refresh),
                        ConsentRefresh::isTerminal,
                        within);
    }

    /**
     * Has accounts with a stored consent refreshed by themselves from now on. Scheduling one again overwrites what it had. It moves
     * the next run, and may begin one, so it is never sent twice; sending it again yourself does no harm.
     *
     * @param request which accounts, how often
     * @return the end, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/auto-refresh/auto-refresh-add.html">Schedule</a>
     */
    public Mono<Void> scheduleRefresh(AutoRefreshRequest request) {
        return Mono.defer(() -> pipeline.execute(new Operation<>(
                "insights.autorefresh.schedule",
                Api.INSIGHTS,
                HttpMethod.POST,
                pipeline.link(Api.INSIGHTS, "/insights/v1/autorefresh/schedule"),
                request,
                Optional.empty(),
                null,
                ReplayPolicy.CREATES)));
    }

    /**
     * Looks how the automatic refreshes of a consumer go.
     *
     * @param insightsConsumerId the consumer
     * @param insightsAccountIds the accounts, none for all
     * @return the refreshes, one for each account that has one; or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/auto-refresh/auto-refresh-get.html">Status</a>
     */
    public Mono<List<AutoRefresh>> autoRefreshes(String insightsConsumerId, String... insightsAccountIds) {
        return Mono.defer(() -> pipeline.execute(new Operation<>(
                        "insights.autorefresh.list",
                        Api.INSIGHTS,
                        HttpMethod.POST,
                        pipeline.link(Api.INSIGHTS, "/insights/v1/autorefresh/list"),
                        ReportScope.of(insightsConsumerId).accounts(insightsAccountIds),
                        Optional.empty(),
                        AUTO_REFRESHES,
                        ReplayPolicy.SAFE)))
                .map(AutoRefreshes::status);
    }

    /**
     * All categories. Asked for once per client, and kept: see {@link #latestCategories}. Calls before the first answer is there
     * each ask for themselves.
     *
     * @return the categories, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/category-list.html">Categories</a>
     */
    public Mono<CategoryTree> categories() {
        return Mono.defer(
                () -> Optional.ofNullable(categories.get()).map(Mono::just).orElseGet(this::latestCategories));
    }

    /**
     * All categories, asked for anew. From then on {@link #categories} gives these.
     *
     * @return the categories, or a {@link KosmaException}
     * @see <a href="https://docs.openbanking.klarna.com/acin/category-list.html">Categories</a>
     */
    public Mono<CategoryTree> latestCategories() {
        return Mono.defer(() -> pipeline.execute(new Operation<>(
                        "insights.categories",
                        Api.INSIGHTS,
                        HttpMethod.POST,
                        pipeline.link(Api.INSIGHTS, "/insights/v1/categories/get"),
                        null,
                        Optional.empty(),
                        CATEGORIES,
                        ReplayPolicy.SAFE)))
                .map(CategoryTree::new)
                .doOnNext(categories::set);
    }

    private Mono<ConsentRefresh> refreshStored(ConsentRefreshRequest request, Optional<Psu> psu) {
        return Mono.defer(() -> {
            if (request.insightsConsumerId().isEmpty()) {
                return Mono.error(new KosmaUsageException("A stored consent is found by the consumer's id: set"
                        + " insightsConsumerId. For a consent of your own use consents() or its vault"));
            }
            return pipeline.execute(Operation.xs2a( // a call with a consent, to which the keys of a white label belong
                    "insights.refresh.stored",
                    ReplayPolicy.CREATES,
                    HttpMethod.PUT,
                    pipeline.link(Api.XS2A, "/insights/v1/consents/insights-refresh"),
                    new StoredConsentBody(request, psu),
                    REFRESH));
        });
    }

    /** An answer without a link is about the refresh that was asked for: it is still there to be looked at. */
    private static ConsentRefresh at(ApiLink self, ConsentRefresh answer) {
        return new ConsentRefresh(
                answer.insightsConsumerId(),
                answer.refreshId(),
                answer.self().or(() -> Optional.of(self)),
                answer.state(),
                answer.insightsAccountIds(),
                answer.error());
    }

    record StoredConsentBody(ConsentRefreshRequest request, Optional<Psu> psu) {}

    record AutoRefreshes(List<AutoRefresh> status) {
        AutoRefreshes {
            status = Lists.copy(status);
        }
    }
}
