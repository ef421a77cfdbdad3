package io.github.kosmasdk.observation;

import io.github.kosmasdk.error.ErrorCategory;
import io.github.kosmasdk.observation.KosmaObservation.SpanTag;
import io.github.kosmasdk.observation.KosmaObservation.Tag;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The names and tags of one {@link KosmaObservation}. To have others, extend it and set it as a {@link
 * GlobalObservationConvention} of the registry.
 */
public class KosmaObservationConvention implements GlobalObservationConvention<KosmaObservationContext> {

    private static final int MOST_TAGS = Tag.values().length;
    private static final KeyValue NO_ERROR = Tag.ERROR_CATEGORY.withValue("none");
    private static final List<KeyValue> ATTEMPTS = Stream.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10+")
            .map(Tag.ATTEMPT::withValue)
            .toList();

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
        return what == KosmaObservation.ATTEMPT ? operation + " attempt" : operation;
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(KosmaObservationContext context) {
        List<KeyValue> tags = new ArrayList<>(MOST_TAGS);
        tags.add(Tag.OPERATION.withValue(context.call().operation()));
        tags.add(Tag.API.withValue(context.api()));
        if (what == KosmaObservation.ATTEMPT) {
            tags.add(number(context.attempt().orElseThrow()));
        }
        Optional<Outcome> outcome = context.outcome();
        if (outcome.isPresent()) {
            tags.add(Tag.OUTCOME.withValue(outcome.get().tag()));
            tags.add(context.errorCategory()
                    .map(KosmaObservationConvention::category)
                    .orElse(NO_ERROR));
        }
        return KeyValues.of(tags);
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(KosmaObservationContext context) {
        return KeyValues.of(SpanTag.CORRELATION_ID.asString(), context.call().correlationId());
    }

    private static KeyValue number(int attempt) {
        return ATTEMPTS.get(Math.min(attempt, ATTEMPTS.size()) - 1);
    }

    private static KeyValue category(ErrorCategory category) {
        return Tag.ERROR_CATEGORY.withValue(category == ErrorCategory.UNKNOWN ? category.name() : category.code());
    }
}
