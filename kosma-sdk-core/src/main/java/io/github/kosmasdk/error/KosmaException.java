package io.github.kosmasdk.error;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Root of everything the SDK throws. Unchecked, and one of five kinds: the wire failed
 * ({@link KosmaTransportException}, {@link KosmaTimeoutException}), the service said no ({@link KosmaApiException},
 * {@link KosmaFlowException}), the SDK refused before sending because of what was asked ({@link KosmaUsageException}) or to
 * spare the service ({@link KosmaCallRejectedException}), or your own store of consents failed ({@link
 * KosmaStoreException}).
 *
 * <p>Messages never hold a secret: no token, no credential, no full IBAN.
 */
public abstract sealed class KosmaException extends RuntimeException
        permits KosmaCallRejectedException,
                KosmaTransportException,
                KosmaTimeoutException,
                KosmaApiException,
                KosmaFlowException,
                KosmaStoreException,
                KosmaUsageException {

    private static final long serialVersionUID = 1L;

    private final @Nullable CallInfo call;

    KosmaException(String message, @Nullable Throwable cause, @Nullable CallInfo call) {
        super(Objects.requireNonNull(message, "message"), cause);
        this.call = call;
    }

    /**
     * What happened, and where the SDK knows it what to do.
     *
     * @return the message, never absent
     */
    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), "");
    }

    /**
     * The operation during which it happened, such as {@code sessions.start}.
     *
     * @return the name, empty when it did not happen during a call
     */
    public Optional<String> operation() {
        return Optional.ofNullable(call).map(CallInfo::operation);
    }

    /**
     * The correlation id under which the service knows the call. Quote it to the service's support.
     *
     * @return the id, empty when it did not happen during a call
     */
    public Optional<String> correlationId() {
        return Optional.ofNullable(call).map(CallInfo::correlationId);
    }

    /**
     * Whether trying the same thing again can help, and when. For a call that creates something (a session, a flow)
     * "helpful" speaks of the service's condition only: whether the first try already had its effect is another
     * question, see {@link KosmaTransportException#requestMayHaveBeenSent()}.
     *
     * @return the advice
     */
    public abstract RetryAdvice retryAdvice();
}
