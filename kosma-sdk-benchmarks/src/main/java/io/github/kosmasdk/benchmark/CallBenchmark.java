package io.github.kosmasdk.benchmark;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One call, made in every way. */
public class CallBenchmark {

    /** Creates it. */
    public CallBenchmark() {}

    /** Who calls, and what for. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH sets the parameters
    public static class Setup {

        /** The case. */
        @Param
        public Case what;

        /** The way of calling. */
        @Param
        public Variant variant;

        private Caller caller;

        /** Creates it. */
        public Setup() {}

        /** Makes the client. */
        @org.openjdk.jmh.annotations.Setup
        public void open() {
            caller = variant.calling(CannedServer.answering(what.path()));
        }

        /** Lets go of it. */
        @TearDown
        public void close() {
            caller.close();
        }
    }

    /**
     * A call.
     *
     * @param setup who calls, and what for
     * @return what comes of it
     * @throws Exception when it fails against expectation
     */
    @Benchmark
    public Object call(Setup setup) throws Exception {
        return setup.what.isPage() ? setup.caller.page() : flow(setup);
    }

    private static Object flow(Setup setup) throws Exception {
        if (setup.what != Case.ERROR) {
            return setup.caller.flow();
        }
        try {
            throw new IllegalStateException("No error, but " + setup.caller.flow());
        } catch (io.github.kosmasdk.error.KosmaApiException | Plain.Failure expected) {
            return expected;
        }
    }
}
