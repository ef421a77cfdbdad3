package io.github.kosmasdk.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.kosmasdk.Drift;
import io.github.kosmasdk.DriftPolicy;
import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.StubClient;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.observation.KosmaCorrelation;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.SessionRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

class CorrelationTest {

    private static final SessionRequest REQUEST =
            SessionRequest.builder(new Psu("Mozilla/5.0", "192.0.2.7")).build();
    private static final String ODD = "{\"error\":{\"code\":\"badRequest\",\"message\":\"x\",\"shoe_size\":1}}";

    private final StubTransport wire = new StubTransport();
    private final List<Map<String, String>> heardByListener = new ArrayList<>();
    private final KosmaClient kosma = StubClient.over(
            new WireLog(new DriftWatch(wire, DriftPolicy.TOLERATE, this::heard)), Schedulers.parallel());
    private final Logger root = (Logger) LoggerFactory.getLogger("io.github.kosmasdk");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent line) {
            line.prepareForDeferredProcessing(); // looks at the MDC now
            super.append(line);
        }
    };

    private void heard(Drift drift) {
        heardByListener.add(MDC.getCopyOfContextMap());
    }

    @BeforeEach
    void listen() {
        lines.start();
        root.addAppender(lines);
        root.setLevel(Level.TRACE);
        root.setAdditive(false);
        MDC.clear();
    }

    @AfterEach
    void stop() {
        root.detachAppender(lines);
        root.setLevel(null);
        root.setAdditive(true);
        MDC.clear();
    }

    private KosmaException failure() {
        wire.answer(400, ODD);
        return catchThrowableOfType(KosmaException.class, () -> kosma.sessions().start(REQUEST));
    }

    private String sent(int request) {
        return wire.requests.get(request).headers().get("Klarna-Correlation-Id");
    }

    @Test
    void everyLineAboutACallHasItInTheMdcAndNothingStaysBehind() {
        MDC.put("mine", "stays");
        KosmaException failure = failure();

        String id = failure.correlationId().orElseThrow();
        assertThat(lines.list)
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(line -> assertThat(line.getMDCPropertyMap())
                        .containsEntry(KosmaCorrelation.ID, id)
                        .containsEntry(KosmaCorrelation.OPERATION, "sessions.start")
                        .containsEntry("mine", "stays"));
        assertThat(lines.list)
                .anySatisfy(line -> assertThat(line.getLoggerName()).endsWith(".drift"));
        assertThat(heardByListener)
                .singleElement()
                .satisfies(mdc -> assertThat(mdc).containsEntry(KosmaCorrelation.ID, id));
        assertThat(MDC.getCopyOfContextMap()).containsOnly(Map.entry("mine", "stays"));
        assertThat(failure().correlationId()).isNotEqualTo(failure.correlationId());
    }

    @Test
    void theIdOfABlockingCallerIsTakenFromItsMdc() {
        MDC.put(KosmaCorrelation.ID, "order-1723");
        assertThat(failure().correlationId()).hasValue("order-1723");
        assertThat(MDC.getCopyOfContextMap()).containsOnly(Map.entry(KosmaCorrelation.ID, "order-1723"));
        MDC.clear();
        assertThat(failure().correlationId().orElseThrow()).isNotEqualTo("order-1723");
        assertThat(sent(0)).isEqualTo("order-1723");
        assertThat(sent(1)).hasSize(36);
    }

    @Test
    void theIdOfAReactiveCallerIsTakenFromItsContextAndNotFromTheThread() {
        wire.answer(400, ODD).answer(400, ODD);
        MDC.put(KosmaCorrelation.ID, "of-someone-else");
        kosma.reactive()
                .sessions()
                .start(REQUEST)
                .contextWrite(Context.of(KosmaCorrelation.ID, "order-1723"))
                .onErrorComplete()
                .block();
        kosma.reactive().sessions().start(REQUEST).onErrorComplete().block();
        assertThat(sent(0)).isEqualTo("order-1723");
        assertThat(sent(1)).hasSize(36);
    }

    @Test
    void anIdThatDoesNotFitIntoAHeaderIsRefusedUnsentAndNotTold() {
        for (Object unfit : new Object[] {"a\r\nAuthorization: Token x", "", "a b", "x".repeat(65), "é", 17}) {
            assertThatThrownBy(() -> kosma.reactive()
                            .sessions()
                            .start(REQUEST)
                            .contextWrite(Context.of(KosmaCorrelation.ID, unfit))
                            .block())
                    .isInstanceOf(KosmaUsageException.class)
                    .hasMessageContaining("1 to 64 letters")
                    .hasMessageNotContaining("Authorization");
        }
        assertThat(wire.requests).isEmpty();
    }
}
