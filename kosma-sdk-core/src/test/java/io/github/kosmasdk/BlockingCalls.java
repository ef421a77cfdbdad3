package io.github.kosmasdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a class in which a thread blocked that must not: one of netty's, or of Reactor's that are marked so. JUnit loads
 * it by itself, and BlockHound finds the calls, also those whose failure nobody sees.
 */
public final class BlockingCalls implements AfterAllCallback {

    private static final Queue<Throwable> FOUND = new ConcurrentLinkedQueue<>();

    /** Keeps one. */
    static void found(Throwable call) {
        FOUND.add(call);
    }

    /** Takes those that were found since the last time. */
    static List<Throwable> take() {
        List<Throwable> calls = new ArrayList<>();
        for (Throwable call = FOUND.poll(); call != null; call = FOUND.poll()) {
            calls.add(call);
        }
        return calls;
    }

    /** Fails when some were found since the last time. */
    static void check() {
        List<Throwable> calls = take();
        if (!calls.isEmpty()) {
            AssertionError failure =
                    new AssertionError(calls.size() + " blocking calls on threads that must not block");
            calls.stream().limit(5).forEach(failure::addSuppressed);
            throw failure;
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        check();
    }
}
