package io.github.kosmasdk.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/** Everything that the SDK observes. Attempts are the children of their call. */
public enum KosmaObservation implements ObservationDocumentation {
    /** A call, with all its attempts and the waits between them. */
    CALL("kosma.client.calls", Tag.OPERATION, Tag.API, Tag.OUTCOME, Tag.ERROR_CATEGORY),
    /** One request and its answer. A call that is refused has none. */
    ATTEMPT("kosma.client.attempts", Tag.OPERATION, Tag.API, Tag.OUTCOME, Tag.ERROR_CATEGORY, Tag.ATTEMPT);

    private final String metric;
    private final Tag[] tags;

    KosmaObservation(String metric, Tag... tags) {
        this.metric = metric;
        this.tags = tags;
    }

    @Override
    public String getName() {
        return metric;
    }

    @Override
    public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
        return KosmaObservationConvention.class;
    }

    @Override
    public KeyName[] getLowCardinalityKeyNames() {
        return tags.clone();
    }

    @Override
    public KeyName[] getHighCardinalityKeyNames() {
        return SpanTag.values();
    }

    /** Tags of metrics and spans. Each has few values. */
    public enum Tag implements KeyName {
        /** The name of the operation, such as {@code sessions.start}. */
        OPERATION("operation"),
        /** The API: {@code xs2a} or {@code auth}. */
        API("api"),
        /** How it ended: an {@link Outcome}. Not there while it is under way. */
        OUTCOME("outcome"),
        /**
         * The category of the error that the service reported: the code of the longest known prefix, {@code UNKNOWN} for any
         * other code, {@code none} where the service reported no error. Not there while it is under way.
         */
        ERROR_CATEGORY("error.category"),
        /** The number of the attempt, from {@code 1} to {@code 9}, and {@code 10+} for all later ones. */
        ATTEMPT("attempt");

        private final String key;

        Tag(String key) {
            this.key = key;
        }

        @Override
        public String asString() {
            return key;
        }
    }

    /** Tags of spans only: these have as many values as there are calls. */
    public enum SpanTag implements KeyName {
        /** The correlation id of the call. */
        CORRELATION_ID(KosmaCorrelation.ID);

        private final String key;

        SpanTag(String key) {
            this.key = key;
        }

        @Override
        public String asString() {
            return key;
        }
    }
}
