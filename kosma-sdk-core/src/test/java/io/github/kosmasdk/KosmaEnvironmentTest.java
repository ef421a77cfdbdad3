package io.github.kosmasdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.error.KosmaUsageException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KosmaEnvironmentTest {

    private static final URI GOOD = URI.create("https://auth.example");

    @Test
    void knowsTheServicesOwnHosts() {
        assertThat(KosmaEnvironment.PLAYGROUND.baseUrl().getHost()).isEqualTo("api.openbanking.playground.klarna.com");
        assertThat(KosmaEnvironment.PRODUCTION.baseUrl().getHost()).isEqualTo("api.openbanking.klarna.com");
        assertThat(KosmaEnvironment.PLAYGROUND.authBaseUrl().getHost())
                .isEqualTo("authapi.openbanking.playground.klarna.com");
        assertThat(KosmaEnvironment.PRODUCTION.authBaseUrl().getHost()).isEqualTo("authapi.openbanking.klarna.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8089",
                "http://127.8.9.10",
                "http://localhost:1",
                "http://LOCALHOST",
                "http://[::1]:80",
                "https://api.example",
                "https://api.example:8443/prefix"
            })
    void takesHttpsAndPlainHttpOnLoopback(String url) {
        assertThatCode(() -> new KosmaEnvironment(URI.create(url), GOOD)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.example",
                "http://10.0.0.1",
                "http://127.0.0.1.evil.example",
                "http://localhost.evil.example",
                "http://localhost.",
                "http://localhost.localdomain",
                "http://127.0.0.1.nip.io",
                "http://[::ffff:127.0.0.1]",
                "http://[0:0:0:0:0:0:0:1]",
                "http://[::2]"
            })
    void refusesPlainHttpAnywhereElseAndSaysWhy(String url) {
        assertThatThrownBy(() -> new KosmaEnvironment(URI.create(url), GOOD))
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("unencrypted")
                .hasMessageContaining("loopback");
        assertThatThrownBy(() -> new KosmaEnvironment(GOOD, URI.create(url)))
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("Auth API base URL");
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://api.example, absolute web address",
        "/xs2a, absolute web address",
        "http://127.0.0.256, absolute web address",
        "api.example, absolute web address",
        "https:opaque, absolute web address",
        "https://user:pass@api.example, user info",
        "https://api.example?a=b, a query",
        "https://api.example#a, a fragment",
        "https://user:pass@api_1.example, absolute web address",
        "http://2130706433, plain http",
        "http://0x7f000001, plain http",
        "http://127.1, absolute web address",
        "http://0177.0.0.1, plain http",
        "https://api.ex\u00e4mple, absolute web address",
        "https://api.example:0, a port",
        "https://api.example:65536, a port",
        "https://api.example/a/../b, a path",
        "https://api.example/.., a path",
        "https://api.example//a, a path",
        "https://api.example/a%2e, a path",
        "https://api.example/a;b, a path"
    })
    void refusesWhatIsNoBaseUrl(String url, String why) {
        assertThatThrownBy(() -> new KosmaEnvironment(URI.create(url), GOOD))
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining(why)
                .message()
                .doesNotContain("pass@");
    }

    @Test
    void aSlashAtTheEndDoesNotMatter() {
        assertThat(new KosmaEnvironment(URI.create("https://api.example/"), GOOD).baseUrl())
                .isEqualTo(URI.create("https://api.example"));
    }
}
