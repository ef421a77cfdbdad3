package io.github.kosmasdk.spring;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** A PostgreSQL that may take its time to start, as the machine may be busy. */
public final class TestPostgres {

    private TestPostgres() {}

    /** Starts one with the standard settings. */
    public static EmbeddedPostgres start() throws IOException {
        return start(settings -> settings);
    }

    /** Starts one with settings of its own. */
    public static EmbeddedPostgres start(UnaryOperator<EmbeddedPostgres.Builder> settings) throws IOException {
        return settings.apply(EmbeddedPostgres.builder().setPGStartupWait(Duration.ofMinutes(2)))
                .start();
    }
}
