package io.github.kosmasdk.insights;

import io.github.kosmasdk.internal.Lists;
import java.util.List;
import java.util.Optional;

/**
 * What an Insights refresh flow results in: where the data is now.
 *
 * @param insightsConsumerId the consumer's id, the one that was given or a new one; reports are asked for by it
 * @param insightsAccountIds the accounts that were refreshed
 * @see <a href="https://docs.openbanking.klarna.com/acin/flow-insights.html">Insights refresh flow</a>
 */
public record InsightsRefreshResult(Optional<String> insightsConsumerId, List<String> insightsAccountIds) {

    /** Takes the list as it came, absent as empty. */
    public InsightsRefreshResult {
        insightsAccountIds = Lists.copy(insightsAccountIds);
    }

    /**
     * The kind of flow, as the wire names it.
     *
     * @return the key of {@link InsightsFlows#REFRESH}
     */
    public String type() {
        return InsightsFlows.REFRESH.key();
    }

    /** How many accounts; the ids stay hidden. */
    @Override
    public String toString() {
        return "InsightsRefreshResult[" + insightsAccountIds.size() + " accounts]";
    }
}
