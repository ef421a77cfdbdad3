package io.github.kosmasdk.samples.cli;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.flow.FlowStatus;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Plays the consumer until a flow has its result.
 *
 * @param kosma makes the calls
 * @param arguments say who the consumer is
 * @param progress is told of each step
 */
record Login(KosmaClient kosma, Arguments arguments, Consumer<String> progress) {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    <R> R result(FlowStatus<R> started) {
        return ended(started).resultOrThrow();
    }

    /** The flow as it ended, with a result or without one. */
    <R> FlowStatus<R> ended(FlowStatus<R> started) {
        FlowStatus<R> status = started;
        if (!status.isTerminal()) {
            new ConsumerRobot(
                            kosma,
                            arguments.user(),
                            arguments.bank().orElse(Arguments.DEMO_BANK),
                            arguments.account(),
                            Sample.RETURN_URL,
                            progress)
                    .logIn(status.flow().clientToken());
            status = kosma.flows().read(status.flow());
        }
        if (!status.isTerminal()) {
            status = kosma.flows().await(status.flow(), PATIENCE);
        }
        return status;
    }
}
