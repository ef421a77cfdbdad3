package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.error.CallInfo;
import io.github.kosmasdk.observation.KosmaCorrelation;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Has a call in the MDC for as long as lines about it are written, and leaves the MDC as it was. */
final class LogContext {

    private LogContext() {}

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
