package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.error.CallInfo;
import io.github.kosmasdk.observation.KosmaCorrelation;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Around the writing of lines: has their call in the MDC, and keeps a log that fails away from the call. */
final class LogContext {

    private LogContext() {}

    /** A log that cannot be written must not cost an answer. */
    static void quietly(Runnable writesLines) {
        try {
            writesLines.run();
        } catch (Throwable e) {
            // whoever logs has told on its own what is wrong with it
        }
    }

    /** The MDC is afterwards as it was before. */
    static void with(CallInfo call, Runnable writesLines) {
        String id = MDC.get(KosmaCorrelation.ID);
        String operation = MDC.get(KosmaCorrelation.OPERATION);
        MDC.put(KosmaCorrelation.ID, call.correlationId());
        MDC.put(KosmaCorrelation.OPERATION, call.operation());
        try {
            writesLines.run();
        } finally {
            restore(KosmaCorrelation.ID, id);
            restore(KosmaCorrelation.OPERATION, operation);
        }
    }

    private static void restore(String key, @Nullable String before) {
        if (before == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, before);
        }
    }
}
