package io.github.kosmasdk.insights;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.error.KosmaFlowException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.error.ServiceError;
import io.github.kosmasdk.internal.Lists;
import java.util.List;
import java.util.Optional;

/**
 * Where a refresh without a login stands. It is a value: a later look gives a new one.
 *
 * @param insightsConsumerId the consumer's id, the one that was given or a new one
 * @param refreshId the id of the refresh
 * @param self the link to look again; empty when there is nothing more to look at
 * @param state its state
 * @param insightsAccountIds the accounts that were refreshed, once it has finished
 * @param error why it failed
 * @see <a href="https://docs.openbanking.klarna.com/acin/consent-refresh.html">Consent refresh</a>
 */
public record ConsentRefresh(
        Optional<String> insightsConsumerId,
        Optional<String> refreshId,
        Optional<ApiLink> self,
        Optional<OpenEnum<State>> state,
        List<String> insightsAccountIds,
        Optional<RefreshError> error) {

    /** Takes the list as it came, absent as empty. */
    public ConsentRefresh {
        insightsAccountIds = Lists.copy(insightsAccountIds);
    }

    /** The known states. */
    public enum State {
        /** The service or the bank is at work. */
        PROCESSING,
        /** Done. */
        FINISHED,
        /** Failed. */
        EXCEPTION
    }

    /**
     * Why a refresh failed.
     *
     * @param code the dotted category
     * @param message the service's own text
     */
    public record RefreshError(Optional<String> code, Optional<String> message) {

        ServiceError toServiceError() {
            return new ServiceError(code.orElse(""), message.orElse(""), List.of());
        }

        /** Code and text, masked. */
        @Override
        public String toString() {
            return toServiceError().toString();
        }
    }

    /**
     * Whether it has ended: finished or failed, or without a link to look again.
     *
     * @return {@code true} when it has
     */
    public boolean isTerminal() {
        return self.isEmpty()
                || state.filter(now -> now.is(State.FINISHED) || now.is(State.EXCEPTION))
                        .isPresent();
    }

    /**
     * The accounts that were refreshed.
     *
     * @return their ids in Insights
     * @throws KosmaFlowException when it failed, and says why; or when it has another state than finished, without a link to look
     *     again
     * @throws KosmaUsageException when it has not ended yet
     */
    public List<String> accountsOrThrow() {
        if (state.filter(now -> now.is(State.EXCEPTION)).isPresent() || error.isPresent()) {
            ServiceError why = error.map(RefreshError::toServiceError).orElse(ServiceError.UNKNOWN);
            throw new KosmaFlowException("The Insights refresh failed: " + why, stateText(), why);
        }
        if (!isTerminal()) {
            throw new KosmaUsageException(
                    "The Insights refresh has not ended yet, its state is " + stateText() + ": await it");
        }
        if (state.filter(now -> !now.is(State.FINISHED)).isPresent()) {
            throw new KosmaFlowException(
                    "The Insights refresh has the state " + stateText()
                            + ", and no link to look again: look with a report how old the data is",
                    stateText(),
                    ServiceError.UNKNOWN);
        }
        return insightsAccountIds;
    }

    private String stateText() {
        return state.map(OpenEnum::value).orElse("not known");
    }

    /** The state; ids and link stay hidden. */
    @Override
    public String toString() {
        return "ConsentRefresh[" + stateText() + error.map(why -> ", " + why).orElse("") + "]";
    }
}
