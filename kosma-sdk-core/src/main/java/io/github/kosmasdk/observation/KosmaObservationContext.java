package io.github.kosmasdk.observation;

import io.github.kosmasdk.error.CallInfo;
import io.github.kosmasdk.error.ErrorCategory;
import io.github.kosmasdk.error.KosmaApiException;
import io.micrometer.observation.Observation;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call, or of one attempt of it, while it is observed: for conventions and handlers of your own. It
 * carries nothing to the service, so no header of a trace is sent.
 */
public final class KosmaObservationContext extends Observation.Context {

    private final CallInfo call;
    private final String api;
    private final int attempt;
    private volatile @Nullable Outcome outcome;
    private volatile @Nullable Throwable failure;

    /**
     * Creates it.
     *
     * @param call the call
     * @param api the API that is called, {@code xs2a} or {@code auth}
     * @param attempt the number of the attempt from 1, or 0 for the call as a whole
     */
    public KosmaObservationContext(CallInfo call, String api, int attempt) {
        this.call = call;
        this.api = api;
        this.attempt = attempt;
    }

    /**
     * The call.
     *
     * @return its operation and its correlation id
     */
    public CallInfo call() {
        return call;
    }

    /**
     * The API that is called.
     *
     * @return {@code xs2a} or {@code auth}
     */
    public String api() {
        return api;
    }

    /**
     * What is observed.
     *
     * @return the call as a whole, or an attempt
     */
    public KosmaObservation observation() {
        return attempt == 0 ? KosmaObservation.CALL : KosmaObservation.ATTEMPT;
    }

    /**
     * Which attempt this is.
     *
     * @return its number from 1, empty for the call as a whole
     */
    public OptionalInt attempt() {
        return attempt == 0 ? OptionalInt.empty() : OptionalInt.of(attempt);
    }

    /**
     * How it ended.
     *
     * @return the outcome, empty while it is under way
     */
    public Optional<Outcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    /**
     * What it failed for. The message can hold text of the service: look at it, but do not hand it on.
     *
     * @return the failure, empty when there was none or it is under way
     */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /**
     * The category of the error that the service reported, by the longest known prefix of its code.
     *
     * @return the category, empty when the service reported none
     */
    public Optional<ErrorCategory> errorCategory() {
        return failure instanceof KosmaApiException answer ? Optional.of(answer.category()) : Optional.empty();
    }

    /**
     * Notes the end.
     *
     * @param outcome how it ended
     * @param failure what it failed for, {@code null} for nothing
     */
    public void ended(Outcome outcome, @Nullable Throwable failure) {
        this.outcome = outcome;
        this.failure = failure;
    }
}
