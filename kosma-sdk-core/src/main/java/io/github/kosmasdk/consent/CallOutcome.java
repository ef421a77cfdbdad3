package io.github.kosmasdk.consent;

import io.github.kosmasdk.consent.ConsentDetails.LastError;
import io.github.kosmasdk.error.ErrorCategory;
import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.error.KosmaAuthenticationException;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaServiceException;
import io.github.kosmasdk.error.KosmaTimeoutException;
import io.github.kosmasdk.error.KosmaTransportException;
import io.github.kosmasdk.error.RotatedTokens;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a call came to, as far as the consent is concerned.
 *
 * @param failure how it failed, {@code null} when it did not
 * @param token the next token, empty when none came
 * @param effect what that means for the consent
 */
record CallOutcome(@Nullable Throwable failure, Optional<ConsentToken> token, Effect effect) {

    /** What a call means for its consent. */
    enum Effect {
        /** Nothing of it reached the service, or the service refused it at the door: the token is as good as before. */
        NONE,
        /** The bank was asked, and the token is the one that came along. */
        ROTATED,
        /** The service refused it for the limit: the token is as good as before. */
        LIMITED,
        /** No answer, or none of the service's own: the token may be used up. */
        UNKNOWN,
        /** The service refused it and gave no token for another one. */
        ENDED
    }

    static CallOutcome answered(ConsentToken next) {
        return new CallOutcome(null, Optional.of(next), Effect.ROTATED);
    }

    /** It succeeded, and did not say which token is the next one. */
    static CallOutcome answeredWithoutToken() {
        return new CallOutcome(null, Optional.empty(), Effect.UNKNOWN);
    }

    static CallOutcome failed(Throwable failure) {
        Optional<ConsentToken> token = tokens(failure).consentToken().map(ConsentToken::new);
        return new CallOutcome(failure, token, token.isPresent() ? rotated(failure) : withoutToken(failure));
    }

    private static Effect rotated(Throwable failure) {
        return isLimit(failure) ? Effect.LIMITED : Effect.ROTATED;
    }

    private static boolean isLimit(Throwable failure) {
        return failure instanceof KosmaApiException api && api.category().isA(ErrorCategory.CONSENT_LIMIT_EXCEEDED);
    }

    private static Effect withoutToken(Throwable failure) {
        if (failure instanceof KosmaTransportException transport) {
            return transport.requestMayHaveBeenSent() ? Effect.UNKNOWN : Effect.NONE;
        }
        if (failure instanceof KosmaTimeoutException timeout) {
            return timeout.requestMayHaveBeenSent() ? Effect.UNKNOWN : Effect.NONE;
        }
        if (!(failure instanceof KosmaApiException api)) {
            return failure instanceof KosmaException ? Effect.NONE : Effect.UNKNOWN;
        }
        if (isLimit(api)) {
            return Effect.LIMITED;
        }
        if (leavesTokenUnused(api)) {
            return Effect.NONE;
        }
        return api instanceof KosmaServiceException || api.code().isEmpty() ? Effect.UNKNOWN : Effect.ENDED;
    }

    /** Whether an answer without a token leaves the one that was sent as good as it was. */
    static boolean leavesTokenUnused(KosmaApiException failure) {
        return failure instanceof KosmaAuthenticationException
                || failure.status() == 429
                || failure.code().equals("badRequest")
                || isLimit(failure);
    }

    static RotatedTokens tokens(Throwable failure) {
        return failure instanceof KosmaApiException api
                ? api.rotatedTokens()
                : failure instanceof KosmaTransportException transport ? transport.rotatedTokens() : RotatedTokens.NONE;
    }

    /** Whether the request was given up or broke on its way, so that nobody knows where it is. */
    boolean mayBeUnderWay() {
        return effect == Effect.UNKNOWN && failure != null && !(failure instanceof KosmaApiException);
    }

    /** Puts it into the consent. */
    void into(Draft draft, ConsentCall<?> call, boolean attended, Optional<ProtectedToken> next, Instant now) {
        if (effect == Effect.LIMITED) {
            draft.windows = Quota.closed(draft.windows, call.kind(), call.accountId(), now);
        } else if (effect != Effect.NONE && call.counted() && !attended) {
            draft.windows = Quota.counted(draft.windows, call.kind(), call.accountId(), now);
        }
        Optional<LastError> before = draft.lastError;
        if (effect != Effect.NONE) {
            draft.lastUseAt = Optional.of(now);
            draft.lastError = Optional.ofNullable(failure).map(error -> error(error, before, now));
        }
        next.ifPresent(draft::rotate);
        if (effect == Effect.ENDED && draft.state == ConsentState.ACTIVE && !draft.isLifetimeOver(now)) {
            draft.state = ConsentState.SUSPENDED;
        } else if (effect == Effect.ENDED || (effect == Effect.ROTATED && isSecondAndFinal(before, now))) {
            draft.end(end());
        } else if (next.isPresent()) {
            draft.state = ConsentState.ACTIVE;
        } else if (effect == Effect.UNKNOWN && draft.state == ConsentState.ACTIVE) {
            draft.state = ConsentState.UNCERTAIN;
        }
    }

    /** An end that the service speaks of may be trouble that passes; told again after a while, it is final. */
    private boolean isSecondAndFinal(Optional<LastError> before, Instant now) {
        return end() != ConsentState.DEAD
                && before.filter(first -> first.code().equals(code(failure)))
                        .map(first -> !first.at()
                                .plus(KosmaApiException.EARLIEST_CONSENT_RETRY)
                                .isAfter(now))
                        .orElse(false);
    }

    private ConsentState end() {
        ErrorCategory category = failure instanceof KosmaApiException api ? api.category() : ErrorCategory.UNKNOWN;
        return category.isA(ErrorCategory.CONSENT_EXPIRED)
                ? ConsentState.EXPIRED
                : category.isA(ErrorCategory.CONSENT_REVOKED) ? ConsentState.REVOKED_AT_BANK : ConsentState.DEAD;
    }

    private static LastError error(Throwable failure, Optional<LastError> before, Instant now) {
        String code = code(failure);
        Instant since =
                before.filter(one -> one.code().equals(code)).map(LastError::at).orElse(now);
        String message = failure instanceof KosmaException known
                ? known.getMessage()
                : failure.getClass().getSimpleName();
        return new LastError(since, code, message);
    }

    private static String code(@Nullable Throwable failure) {
        return failure instanceof KosmaApiException api ? api.code() : "";
    }
}
