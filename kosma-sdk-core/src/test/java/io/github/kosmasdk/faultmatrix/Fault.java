package io.github.kosmasdk.faultmatrix;

import io.github.kosmasdk.KosmaClientBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One thing that goes wrong.
 *
 * @param name what, in words
 * @param where the origin that the client knows
 * @param deadline how long the call may take
 * @param settings what the client has that others have not
 * @param arrangement makes it go wrong, just before the call
 * @param calling how the call is made, and what happens meanwhile
 * @param isRefusedAnswer whether an answer comes whole that the client has to refuse
 */
record Fault(
        String name,
        Function<Bank, URI> where,
        Duration deadline,
        UnaryOperator<KosmaClientBuilder> settings,
        BiConsumer<Bank, Subject> arrangement,
        Calling calling,
        boolean isRefusedAnswer) {

    /** Long enough for every machine. */
    static final Duration AMPLE = Duration.ofSeconds(30);
    /** For what would last longer. */
    static final Duration SHORT = Duration.ofMillis(1_500);

    /** Makes the call. */
    @FunctionalInterface
    interface Calling {
        /** Gives the result, or throws what the caller sees. */
        Object call(Bank bank, Subject subject) throws Exception;
    }

    /** The call is made at the simulator, behind a proxy. */
    static Fault at(String name, BiConsumer<Bank, Subject> arrangement) {
        return new Fault(
                name,
                Bank::simulator,
                AMPLE,
                UnaryOperator.identity(),
                arrangement,
                (bank, subject) -> subject.call(),
                false);
    }

    /** The call is made at a server that lets the simulator act on it and answers what it wants, behind a proxy. */
    static Fault answered(String name, Bank.Reply reply) {
        return at(name, (bank, subject) -> bank.reply(reply)).where(Bank::gateway);
    }

    Fault where(Function<Bank, URI> origin) {
        return new Fault(name, origin, deadline, settings, arrangement, calling, isRefusedAnswer);
    }

    Fault overTheDeadline() {
        return new Fault(name, where, SHORT, settings, arrangement, calling, isRefusedAnswer);
    }

    Fault with(UnaryOperator<KosmaClientBuilder> more) {
        return new Fault(name, where, deadline, more, arrangement, calling, isRefusedAnswer);
    }

    Fault calling(Calling other) {
        return new Fault(name, where, deadline, settings, arrangement, other, isRefusedAnswer);
    }

    Fault refused() {
        return new Fault(name, where, deadline, settings, arrangement, calling, true);
    }

    boolean runsIntoTheDeadline() {
        return deadline == SHORT;
    }

    @Override
    public String toString() {
        return name;
    }
}
