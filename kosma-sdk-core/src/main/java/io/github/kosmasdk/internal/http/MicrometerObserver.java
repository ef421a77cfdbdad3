package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.error.CallInfo;
import io.github.kosmasdk.internal.Caller;
import io.github.kosmasdk.observation.KosmaObservation;
import io.github.kosmasdk.observation.KosmaObservationContext;
import io.github.kosmasdk.observation.KosmaObservationConvention;
import io.github.kosmasdk.observation.Outcome;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Makes Micrometer observations of calls and attempts. The parent of a call is the observation in the context of its
 * subscriber, or the current one of the subscribing thread. With a registry that nobody listens to it costs one look.
 */
public final class MicrometerObserver implements CallObserver {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.kosmasdk.observation");
    private static final Map<KosmaObservation, KosmaObservationConvention> STANDARD = Map.of(
            KosmaObservation.CALL, new KosmaObservationConvention(KosmaObservation.CALL),
            KosmaObservation.ATTEMPT, new KosmaObservationConvention(KosmaObservation.ATTEMPT));

    private final ObservationRegistry registry;

    /**
     * Creates it.
     *
     * @param registry where observations go
     */
    public MicrometerObserver(ObservationRegistry registry) {
        this.registry = registry;
    }

    @Override
    public <R> Mono<R> call(CallInfo call, Api api, Mono<R> run) {
        return registry.isNoop() ? run : observed(call, api, 0, run);
    }

    @Override
    public <R> Mono<R> attempt(CallInfo call, Api api, int attempt, Mono<R> run) {
        return registry.isNoop() ? run : observed(call, api, attempt, run);
    }

    private <R> Mono<R> observed(CallInfo call, Api api, int attempt, Mono<R> run) {
        return Mono.deferContextual(subscriber -> {
            KosmaObservationContext context = new KosmaObservationContext(call, api.tag(), attempt);
            Observation observation = started(context, subscriber);
            if (observation.isNoop()) {
                return run;
            }
            Watch watch = new Watch(context, observation);
            return Ended.tell(run, watch).contextWrite(inner -> inner.put(Caller.OBSERVATION, observation));
        });
    }

    private Observation started(KosmaObservationContext context, ContextView subscriber) {
        try {
            KosmaObservation what = context.observation();
            Observation observation =
                    what.observation(null, Objects.requireNonNull(STANDARD.get(what)), () -> context, registry);
            if (subscriber.<Object>getOrDefault(Caller.OBSERVATION, null) instanceof Observation parent) {
                observation.parentObservation(parent);
            }
            return observation.start();
        } catch (Throwable e) {
            warn(e);
            return Observation.NOOP;
        }
    }

    /** Whatever it is, such as a class that is missing, the call goes on without: its answer may hold the next token. */
    private static void warn(Throwable failure) {
        LogContext.quietly(
                () -> LOG.warn("An observation handler or convention failed; the call goes on without", failure));
    }

    /** Ends an observation. */
    private static final class Watch implements Ended.Listener {

        private final KosmaObservationContext context;
        private final Observation observation;

        Watch(KosmaObservationContext context, Observation observation) {
            this.context = context;
            this.observation = observation;
        }

        @Override
        public void succeeded() {
            ended(Outcome.SUCCESS, null);
        }

        @Override
        public void failed(Throwable failure) {
            ended(Outcome.of(failure), failure);
        }

        @Override
        public void cancelled() {
            ended(Outcome.CANCELLED, null);
        }

        private void ended(Outcome outcome, @Nullable Throwable failure) {
            try {
                context.ended(outcome, failure);
                if (failure != null) {
                    observation.error(new CallFailure(context));
                }
                observation.stop();
            } catch (Throwable e) {
                warn(e);
            }
        }
    }

    /**
     * What an observation is told of a failure: which kind it is. Handlers export messages and stack traces, and no text of
     * the service shall go that way.
     */
    public static final class CallFailure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        CallFailure(KosmaObservationContext context) {
            super(
                    context.call() + " ended with "
                            + context.outcome().map(Outcome::tag).orElse("")
                            + context.errorCategory()
                                    .map(category -> " " + category)
                                    .orElse(""),
                    null,
                    false,
                    false);
        }
    }
}
