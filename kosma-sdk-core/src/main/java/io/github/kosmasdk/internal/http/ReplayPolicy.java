package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.error.KosmaTransportException;
import java.util.Set;

/** Whether a request may be sent again. It belongs to the operation; HTTP methods say nothing about it here. */
public enum ReplayPolicy {
    /** Changes nothing, or the same each time: reads, and every DELETE. Sent again within the retry policy. */
    SAFE {
        @Override
        boolean allowsAnotherTry(Throwable failure) {
            return failure instanceof KosmaTransportException transport
                            && transport.retryAdvice().helpful()
                    || failure instanceof KosmaApiException api && WORTH_ANOTHER_TRY.contains(api.status());
        }
    },
    /**
     * Creates or moves something at the service: a session, a flow, a step of a login. Sent again only when the request
     * certainly never left.
     */
    CREATES {
        @Override
        boolean allowsAnotherTry(Throwable failure) {
            return neverLeft(failure);
        }
    },
    /** Moves money. Never sent again by the SDK. */
    PAYS {
        @Override
        boolean allowsAnotherTry(Throwable failure) {
            return false;
        }
    },
    /** Uses up a token. Sent again only when the request, and with it the token, certainly never left. */
    ROTATES {
        /** Repetitions with a consent are asked to back off exponentially, each of them. */
        @Override
        double leastShareOfBackoff() {
            return 0.5;
        }

        @Override
        boolean allowsAnotherTry(Throwable failure) {
            return neverLeft(failure);
        }
    };

    private static final Set<Integer> WORTH_ANOTHER_TRY = Set.of(429, 502, 503, 504);

    /** Whether an operation of this kind may be sent again after such a failure, and that can help. */
    abstract boolean allowsAnotherTry(Throwable failure);

    /** How much of the longest wait before another try is waited at least, from 0 to 1. */
    double leastShareOfBackoff() {
        return 0;
    }

    private static boolean neverLeft(Throwable failure) {
        return failure instanceof KosmaTransportException transport
                && !transport.requestMayHaveBeenSent()
                && transport.retryAdvice().helpful();
    }
}
