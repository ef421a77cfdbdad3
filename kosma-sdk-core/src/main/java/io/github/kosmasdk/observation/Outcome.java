package io.github.kosmasdk.observation;

import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.error.KosmaAuthenticationException;
import io.github.kosmasdk.error.KosmaCallRejectedException;
import io.github.kosmasdk.error.KosmaConflictException;
import io.github.kosmasdk.error.KosmaConsentException;
import io.github.kosmasdk.error.KosmaInvalidRequestException;
import io.github.kosmasdk.error.KosmaNotFoundException;
import io.github.kosmasdk.error.KosmaServiceException;
import io.github.kosmasdk.error.KosmaTimeoutException;
import io.github.kosmasdk.error.KosmaTransportException;
import io.github.kosmasdk.error.KosmaUsageException;
import java.util.Locale;

/** How a call or an attempt ended, as far as metrics are concerned. */
public enum Outcome {
    /** With a result. */
    SUCCESS,
    /** The caller did not wait for the end. */
    CANCELLED,
    /** The deadline passed. */
    TIMEOUT,
    /** No usable answer came. */
    TRANSPORT,
    /** The token was not accepted. */
    AUTHENTICATION,
    /** The request contradicts the state of what it is about. */
    CONFLICT,
    /** The consent cannot be used. */
    CONSENT,
    /** The request is invalid. */
    INVALID_REQUEST,
    /** There is nothing under this id or link. */
    NOT_FOUND,
    /** The bank or the service is in trouble. */
    SERVICE,
    /** Any other error that the service reported. */
    OTHER_ERROR,
    /** Not sent: the circuit breaker of the API is open. */
    CIRCUIT_OPEN,
    /** Not sent: as many calls are under way as the client makes at a time. */
    TOO_MANY_CALLS,
    /** Not sent: the SDK found it wrong, such as a link to a stranger. */
    REFUSED,
    /** Something else, such as a supplier of tokens that failed. */
    FAILED;

    private final String tag = name().toLowerCase(Locale.ROOT);

    /**
     * The outcome of a failure.
     *
     * @param failure how it failed
     * @return its outcome
     */
    public static Outcome of(Throwable failure) {
        if (failure instanceof KosmaApiException answer) {
            return of(answer);
        }
        if (failure instanceof KosmaCallRejectedException rejected) {
            return switch (rejected.reason()) {
                case CIRCUIT_OPEN -> CIRCUIT_OPEN;
                case TOO_MANY_CALLS -> TOO_MANY_CALLS;
            };
        }
        if (failure instanceof KosmaTimeoutException) {
            return TIMEOUT;
        }
        if (failure instanceof KosmaTransportException) {
            return TRANSPORT;
        }
        return failure instanceof KosmaUsageException ? REFUSED : FAILED;
    }

    private static Outcome of(KosmaApiException answer) {
        if (answer instanceof KosmaAuthenticationException) {
            return AUTHENTICATION;
        }
        if (answer instanceof KosmaConflictException) {
            return CONFLICT;
        }
        if (answer instanceof KosmaConsentException) {
            return CONSENT;
        }
        if (answer instanceof KosmaInvalidRequestException) {
            return INVALID_REQUEST;
        }
        if (answer instanceof KosmaNotFoundException) {
            return NOT_FOUND;
        }
        return answer instanceof KosmaServiceException ? SERVICE : OTHER_ERROR;
    }

    /**
     * The value of the tag.
     *
     * @return the name in lower case
     */
    public String tag() {
        return tag;
    }
}
