package io.github.kosmasdk.observation;

import io.github.kosmasdk.error.ErrorCategory;
import io.github.kosmasdk.observation.KosmaObservation.SpanTag;
import io.github.kosmasdk.observation.KosmaObservation.Tag;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import java.util.Optional;

/**
 * The names and tags of one {@link KosmaObservation}. To have others, extend it and set it as a {@link
 * GlobalObservationConvention} of the registry.
 */
public class KosmaObservationConvention implements GlobalObservationConvention<KosmaObservationContext> {

    private static final int LAST_ATTEMPT_WITH_A_NUMBER = 9;

    private final KosmaObservation what;

    /**
     * Creates it.
     *
     * @param what the calls, or the attempts
     */
    public KosmaObservationConvention(KosmaObservation what) {
        this.what = what;
    }

    @Override
    public String getName() {
        return what.getName();
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof KosmaObservationContext one && one.observation() == what;
    }

    @Override
    public String getContextualName(KosmaObservationContext context) {
        String operation = context.call().operation();
        return context.attempt().isPresent() ? operation + " attempt" : operation;
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(KosmaObservationContext context) {
        KeyValues tags =
                KeyValues.of(Tag.OPERATION.withValue(context.call().operation()), Tag.API.withValue(context.api()));
        if (context.attempt().isPresent()) {
            tags = tags.and(Tag.ATTEMPT.withValue(number(context.attempt().getAsInt())));
        }
        Optional<Outcome> outcome = context.outcome();
        return outcome.isEmpty()
                ? tags
                : tags.and(Tag.OUTCOME.withValue(outcome.get().tag()), Tag.ERROR_CATEGORY.withValue(category(context)));
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(KosmaObservationContext context) {
        return KeyValues.of(SpanTag.CORRELATION_ID.withValue(context.call().correlationId()));
    }

    private static String number(int attempt) {
        return attempt > LAST_ATTEMPT_WITH_A_NUMBER
                ? (LAST_ATTEMPT_WITH_A_NUMBER + 1) + "+"
                : Integer.toString(attempt);
    }

    private static String category(KosmaObservationContext context) {
        return context.errorCategory()
                .map(category -> category == ErrorCategory.UNKNOWN ? category.name() : category.code())
                .orElse("none");
    }
}
