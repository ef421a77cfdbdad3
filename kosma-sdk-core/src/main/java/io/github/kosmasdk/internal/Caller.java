package io.github.kosmasdk.internal;

import io.github.kosmasdk.observation.KosmaCorrelation;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import reactor.util.context.Context;

/** What a calling thread carries along, in the MDC and as its current observation, for the threads that do its work. */
public final class Caller {

    /** Where Micrometer keeps the current observation in a Reactor context. */
    public static final String OBSERVATION = "micrometer.observation";

    private static final boolean OBSERVES = isOnTheClassPath("io.micrometer.observation.ObservationRegistry");

    private Caller() {}

    /**
     * What the current thread carries.
     *
     * @param context what is known already
     * @return the same with the thread's own
     */
    public static Context of(Context context) {
        Context known = OBSERVES ? ThreadsObservation.addedTo(context) : context;
        String id = MDC.get(KosmaCorrelation.ID);
        return id == null ? known : known.put(KosmaCorrelation.ID, id);
    }

    private static boolean isOnTheClassPath(String type) {
        try {
            Class.forName(type, false, Caller.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Loaded only when Micrometer is there. The current observation of a thread is the same for all registries. */
    private static final class ThreadsObservation {

        private static final ObservationRegistry ANY = ObservationRegistry.create();

        static Context addedTo(Context context) {
            @Nullable Observation current = ANY.getCurrentObservation();
            return current == null ? context : context.put(OBSERVATION, current);
        }
    }
}
