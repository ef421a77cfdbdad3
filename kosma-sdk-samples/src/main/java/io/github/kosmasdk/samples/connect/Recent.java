package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.samples.connect.BankReading.Read;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.web.context.annotation.SessionScope;

/** What one user has read from banks in the last minutes. It is gone with the session, and was never anywhere else. */
@Component
@SessionScope
class Recent {

    private static final Duration FRESH = Duration.ofMinutes(5);

    private final Map<String, Read<?>> values = new HashMap<>();

    @SuppressWarnings("unchecked") // a key is always used with the same kind of value
    synchronized <T> Read<T> get(String key, Supplier<T> reading) {
        Read<?> known = values.get(key);
        if (known == null || known.at().isBefore(Instant.now().minus(FRESH))) {
            known = new Read<>(reading.get(), Instant.now());
            values.put(key, known);
        }
        return (Read<T>) known;
    }

    synchronized void clear() {
        values.clear();
    }
}
