package io.github.kosmasdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.error.KosmaUsageException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KosmaClientBuilderTest {

    @Test
    void theTokenIsAllItNeedsAndBothFacesShareIt() {
        try (KosmaClient client = KosmaClient.builder().token("t").build()) {
            assertThat(client.sessions()).isNotNull();
            assertThat(KosmaClient.of(client.reactive()).reactive()).isSameAs(client.reactive());
        }
    }

    static List<ThrowingCallable> mistakes() {
        return List.of(
                () -> KosmaClient.builder().build(),
                () -> KosmaReactiveClient.builder().buildReactive(),
                () -> KosmaClient.builder().deadline(Duration.ZERO),
                () -> KosmaClient.builder().deadline(Duration.ofSeconds(-1)),
                () -> KosmaClient.builder().deadline(Duration.ofSeconds(Long.MAX_VALUE)),
                () -> new ConnectionPool(1, 1, Duration.ofNanos(1), Duration.ofSeconds(1), Duration.ofSeconds(1)),
                () -> KosmaClient.builder().userAgent("evil\r\nAuthorization: x"),
                () -> KosmaClient.builder().userAgent(" "),
                () -> new RetryPolicy(0, Duration.ofSeconds(1), Duration.ofSeconds(1)),
                () -> new RetryPolicy(1, Duration.ZERO, Duration.ofSeconds(1)),
                () -> new PollingPolicy(Duration.ZERO, Duration.ofSeconds(1)),
                () -> new PollingPolicy(Duration.ofSeconds(2), Duration.ofSeconds(1)),
                () -> new WhiteLabelKeys("", ""),
                () -> new WhiteLabelKeys("h", "00ff"),
                () -> new WhiteLabelKeys("h", "00ff:xyz"),
                () -> ConnectionPool.STANDARD.withMaxConnections(0),
                () -> ResponseLimits.STANDARD.withMaxBodyBytes(1023),
                () -> ResponseLimits.STANDARD.withMaxBodyBytes(-1),
                () -> new ResponseLimits(1024, 1023, 10, 1024, 20),
                () -> new ResponseLimits(1024, 1024, 9, 1024, 20),
                () -> new ResponseLimits(1024, 1024, 10, 1023, 20),
                () -> new ResponseLimits(1024, 1024, 10, 1024, 19));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void refusesWhatCannotWork(ThrowingCallable mistake) {
        assertThatThrownBy(mistake).isInstanceOf(KosmaUsageException.class);
    }
}
