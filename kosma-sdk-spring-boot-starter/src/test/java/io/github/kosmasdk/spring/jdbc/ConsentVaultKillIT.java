package io.github.kosmasdk.spring.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.spring.TestPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two nodes share consents in a PostgreSQL and use them all the time, while they are killed and started again, and while the connections
 * to the bank and to the database are cut at random bytes. Afterwards every token has to be accounted for.
 *
 * <p>{@code -Dkosma.kills} and {@code -Dkosma.consents} make it longer than it is by default, {@code -Dkosma.minutes} bounds the time
 * in which nodes are killed.
 */
class ConsentVaultKillIT {

    private static final int KILLS = Integer.getInteger("kosma.kills", 3);
    private static final int CONSENTS = Integer.getInteger("kosma.consents", 8);
    private static final Duration AT_MOST = Duration.ofMinutes(Integer.getInteger("kosma.minutes", 1));
    private static final Map<String, KillReport> REPORTS = new LinkedHashMap<>();

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = TestPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
        System.out.println(KillReport.table(REPORTS));
    }

    @Test
    void whereTheServiceRefusesASupersededTokenOnlyLostAnswersEndConsents() throws Exception {
        KillReport report = run("strict", false);
        assertThat(report.count(Verdict.ACCEPTED)).isZero();
    }

    @Test
    void whereTheServiceTakesTheTokenBeforeOnceMoreARetryAfterALostAnswerGoesOn() throws Exception {
        run("lenient", true);
    }

    private static KillReport run(String name, boolean lenient) throws Exception {
        try (KillStage test = new KillStage(postgres, lenient, CONSENTS)) {
            KillReport report = test.run(KILLS, AT_MOST);
            REPORTS.put(name, report);
            assertThat(report.violations()).isEmpty();
            return report;
        }
    }
}
