package io.github.kosmasdk.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.session.Psu;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

class PsuOfRequestTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "2001:db8::7, 2001:db8::7",
        "[2001:db8::7], 2001:db8::7",
        "fe80::1%eth0, fe80::1",
        "[fe80::1%2], fe80::1",
        "0:0:0:0:0:0:0:1%0, 0:0:0:0:0:0:0:1"
    })
    void anAddressIsTakenAsTheBankUnderstandsIt(String clientAddress, String ipAddress) {
        assertThat(PsuOfRequest.of("Mozilla/5.0", clientAddress)).isEqualTo(new Psu("Mozilla/5.0", ipAddress));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "unknown", "client.example", "1.2.3.4.5", "[", "%"})
    void whatIsNoAddressIsABadRequest(@Nullable String clientAddress) {
        assertThatThrownBy(() -> PsuOfRequest.of("Mozilla/5.0", clientAddress))
                .isInstanceOfSatisfying(ResponseStatusException.class, refused -> {
                    assertThat(refused.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
                    assertThat(refused.getReason()).contains("not an IP address");
                });
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void aRequestWithoutUserAgentIsABadRequest(@Nullable String userAgent) {
        assertThatThrownBy(() -> PsuOfRequest.of(userAgent, "192.0.2.7"))
                .isInstanceOfSatisfying(ResponseStatusException.class, refused -> {
                    assertThat(refused.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
                    assertThat(refused.getReason()).contains("no User-Agent header");
                });
    }
}
