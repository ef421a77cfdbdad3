package io.github.kosmasdk.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.error.CallInfo;
import io.github.kosmasdk.error.KosmaTransportException;
import io.netty.handler.codec.PrematureChannelClosureException;
import java.net.URI;
import org.junit.jupiter.api.Test;

class TransportFailuresTest {

    @Test
    void aConnectionThatClosesInTheHeadersOfAnAnswerIsWorthAnotherTry() {
        KosmaTransportException failure = TransportFailures.of(
                new PrematureChannelClosureException("Connection closed before received headers"),
                URI.create("https://api.example/xs2a/v1/sessions"),
                new CallInfo("sessions.read", "id"),
                true);

        assertThat(failure).hasMessageContaining("closed before the answer was complete");
        assertThat(failure.requestMayHaveBeenSent()).isTrue();
        assertThat(ReplayPolicy.SAFE.allowsAnotherTry(failure)).isTrue();
        assertThat(ReplayPolicy.CREATES.allowsAnotherTry(failure)).isFalse();
        assertThat(ReplayPolicy.PAYS.allowsAnotherTry(failure)).isFalse();
        assertThat(ReplayPolicy.ROTATES.allowsAnotherTry(failure)).isFalse();
    }
}
