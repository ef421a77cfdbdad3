package io.github.kosmasdk.internal.http;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Hooks;

/** Collects the failures that Reactor would write to the log as errors because nobody waits for them. */
final class DroppedFailures implements AutoCloseable {

    private final List<Throwable> seen = new CopyOnWriteArrayList<>();

    DroppedFailures() {
        Hooks.onErrorDropped(seen::add);
    }

    List<Throwable> seen() {
        return seen;
    }

    @Override
    public void close() {
        Hooks.resetOnErrorDropped();
    }
}
