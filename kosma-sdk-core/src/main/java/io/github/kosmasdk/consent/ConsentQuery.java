package io.github.kosmasdk.consent;

import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.session.BankChoice;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which consents to list. What is left out does not narrow the list.
 *
 * @param psuReference those of this consumer
 * @param customerReference those of this customer
 * @param bank those at this bank; letters of the country count as written
 * @param states those in one of these states, empty for all
 * @param refreshDueBy those whose data should have been refreshed by then, inclusive
 * @param afterId those whose id comes after this one, to go on with a list that reached its limit
 * @param limit how many at most
 */
public record ConsentQuery(
        Optional<String> psuReference,
        Optional<String> customerReference,
        Optional<BankChoice> bank,
        Set<ConsentState> states,
        Optional<Instant> refreshDueBy,
        Optional<String> afterId,
        int limit) {

    /** How many consents are listed when nothing else was said. */
    public static final int DEFAULT_LIMIT = 100;

    /** The first consents, whatever they are. */
    public static final ConsentQuery ALL = builder().build();

    /**
     * Checks the parts.
     *
     * @throws KosmaUsageException when the limit is less than 1
     */
    public ConsentQuery {
        states = Set.copyOf(states);
        if (limit < 1) {
            throw new KosmaUsageException("A list has a limit of at least 1, not " + limit);
        }
    }

    /** What narrows the list; references stay hidden. */
    @Override
    public String toString() {
        return "ConsentQuery[states " + states + ", limit " + limit + "]";
    }

    /**
     * Starts a query for everything.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects what narrows the list. */
    public static final class Builder {
        private @Nullable String psuReference;
        private @Nullable String customerReference;
        private @Nullable BankChoice bank;
        private Set<ConsentState> states = Set.of();
        private @Nullable Instant refreshDueBy;
        private @Nullable String afterId;
        private int limit = DEFAULT_LIMIT;

        private Builder() {}

        /**
         * Only those of a consumer.
         *
         * @param psuReference the caller's own reference
         * @return this
         */
        public Builder psuReference(String psuReference) {
            this.psuReference = psuReference;
            return this;
        }

        /**
         * Only those of a customer.
         *
         * @param customerReference the caller's own reference
         * @return this
         */
        public Builder customerReference(String customerReference) {
            this.customerReference = customerReference;
            return this;
        }

        /**
         * Only those at a bank.
         *
         * @param bank the bank, as it was stored
         * @return this
         */
        public Builder bank(BankChoice bank) {
            this.bank = bank;
            return this;
        }

        /**
         * Only those in some states.
         *
         * @param states the states, none for all
         * @return this
         */
        public Builder states(ConsentState... states) {
            this.states = Set.of(states);
            return this;
        }

        /**
         * Only those whose data should have been refreshed.
         *
         * @param refreshDueBy by when, inclusive
         * @return this
         */
        public Builder refreshDueBy(Instant refreshDueBy) {
            this.refreshDueBy = refreshDueBy;
            return this;
        }

        /**
         * Goes on with a list.
         *
         * @param afterId the last id of the list so far
         * @return this
         */
        public Builder afterId(String afterId) {
            this.afterId = afterId;
            return this;
        }

        /**
         * Sets how many at most.
         *
         * @param limit left out, {@value #DEFAULT_LIMIT}
         * @return this
         */
        public Builder limit(int limit) {
            this.limit = limit;
            return this;
        }

        /**
         * Makes the query.
         *
         * @return the query
         * @throws KosmaUsageException when the limit is less than 1
         */
        public ConsentQuery build() {
            return new ConsentQuery(
                    Optional.ofNullable(psuReference),
                    Optional.ofNullable(customerReference),
                    Optional.ofNullable(bank),
                    states,
                    Optional.ofNullable(refreshDueBy),
                    Optional.ofNullable(afterId),
                    limit);
        }
    }
}
