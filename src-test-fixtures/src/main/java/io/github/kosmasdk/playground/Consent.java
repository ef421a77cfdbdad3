package io.github.kosmasdk.playground;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A consent in the bank's books, as it was when it was asked for.
 *
 * @param id the {@code consent_id} on the wire
 * @param sessionId the session it was fetched from
 * @param user the user name of the consumer
 * @param calls what was granted, as spelled in the {@code consent_scope}
 * @param since when it was fetched for the first time
 * @param end when its lifetime is over, or was ended by {@link Consents#expire}
 * @param state whether it can be used
 * @param currentToken the token that the next call has to send
 * @param counts what its calls came to so far
 */
public record Consent(
        String id,
        String sessionId,
        String user,
        Set<String> calls,
        Instant since,
        Instant end,
        State state,
        String currentToken,
        Counts counts) {

    /** Whether a consent can be used. */
    public enum State {
        /** It can. */
        ACTIVE,
        /** Its lifetime is over. */
        EXPIRED,
        /** The consumer withdrew it at the bank. */
        REVOKED
    }

    /**
     * What calls with a consent came to. A request that a fault kept from being handled is no call.
     *
     * @param calls all calls, whatever they were answered
     * @param succeeded those that were answered with a result
     * @param refused the others by error code
     * @param tokensIssued how many consent tokens were handed out, those of fetches included
     * @param supersededSent how often a token was sent that was no longer the latest
     * @param supersededAccepted how many of those were taken all the same, which happens leniently only
     * @param mostAtOnce how many requests were under way at the same time, at most: each one from its arrival until its answer is
     *     handed over, the delay of a fault included
     */
    public record Counts(
            long calls,
            long succeeded,
            Map<String, Long> refused,
            long tokensIssued,
            long supersededSent,
            long supersededAccepted,
            int mostAtOnce) {

        static final Counts NONE = new Counts(0, 0, Map.of(), 0, 0, 0, 0);

        /** The sum of both; of {@link #mostAtOnce}, which belongs to one consent at a time, the larger one. */
        Counts plus(Counts other) {
            Map<String, Long> codes = new TreeMap<>(refused);
            other.refused.forEach((code, count) -> codes.merge(code, count, Long::sum));
            return new Counts(
                    calls + other.calls,
                    succeeded + other.succeeded,
                    Collections.unmodifiableMap(codes),
                    tokensIssued + other.tokensIssued,
                    supersededSent + other.supersededSent,
                    supersededAccepted + other.supersededAccepted,
                    Math.max(mostAtOnce, other.mostAtOnce));
        }
    }
}
