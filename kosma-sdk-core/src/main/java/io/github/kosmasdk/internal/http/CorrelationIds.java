package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.error.CallInfo;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.observation.KosmaCorrelation;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import reactor.util.context.ContextView;

/** The id of a call: the caller's own, or a new one. */
final class CorrelationIds {

    private static final Pattern FIT = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private CorrelationIds() {}

    static CallInfo newCall(String operation, ContextView caller) {
        Optional<Object> brought = caller.getOrEmpty(KosmaCorrelation.ID);
        return new CallInfo(operation, brought.map(CorrelationIds::checked).orElseGet(CorrelationIds::made));
    }

    static CallInfo newCall(String operation) {
        return new CallInfo(operation, made());
    }

    /** A random UUID, without the lock and the cost of secure randomness: it is no secret. */
    private static String made() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long version = random.nextLong() & ~0xF000L | 0x4000L;
        long variant = random.nextLong() >>> 2 | 1L << 63;
        return new UUID(version, variant).toString();
    }

    private static String checked(Object id) {
        if (!(id instanceof String text) || !FIT.matcher(text).matches()) {
            throw new KosmaUsageException("A correlation id is a text of 1 to 64 letters, digits, and . _ : -; the one"
                    + " under " + KosmaCorrelation.ID + " is not");
        }
        return text;
    }
}
