package io.github.kosmasdk.insights;

import io.github.kosmasdk.flow.FlowType;

/** The kind of flow that brings data into Insights. */
public final class InsightsFlows {

    /** The Insights refresh; offered in sessions whose consent scope has {@code insightsRefresh}. */
    public static final FlowType<InsightsRefreshResult> REFRESH =
            new FlowType<>("insights_refresh", InsightsRefreshResult.class);

    private InsightsFlows() {}
}
