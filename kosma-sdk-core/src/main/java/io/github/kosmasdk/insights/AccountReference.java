package io.github.kosmasdk.insights;

/**
 * A stored account: whose it is, and which.
 *
 * @param insightsConsumerId the consumer
 * @param insightsAccountId the account
 */
public record AccountReference(String insightsConsumerId, String insightsAccountId) {

    /** Hides both: ids of your own can be anything. */
    @Override
    public String toString() {
        return "AccountReference[***]";
    }
}
