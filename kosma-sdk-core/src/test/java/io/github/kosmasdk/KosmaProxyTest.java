package io.github.kosmasdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.KosmaProxy.Type;
import io.github.kosmasdk.error.KosmaUsageException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KosmaProxyTest {

    private static final KosmaProxy PROXY = KosmaProxy.of(Type.HTTP, "proxy.example", 3128);

    static List<ThrowingCallable> mistakes() {
        KosmaProxy socks4 = KosmaProxy.of(Type.SOCKS4, "proxy.example", 1080);
        KosmaProxy socks5 = KosmaProxy.of(Type.SOCKS5, "proxy.example", 1080);
        return List.of(
                () -> KosmaProxy.of(Type.HTTP, " ", 3128),
                () -> KosmaProxy.of(Type.HTTP, "http://proxy.example", 3128),
                () -> KosmaProxy.of(Type.HTTP, "user@proxy.example", 3128),
                () -> KosmaProxy.of(Type.HTTP, "proxy.example", 0),
                () -> KosmaProxy.of(Type.HTTP, "proxy.example", 65_536),
                () -> new KosmaProxy(Type.HTTP, "p", 1, Optional.of("shop"), Optional.empty(), List.of()),
                () -> new KosmaProxy(Type.HTTP, "p", 1, Optional.empty(), Optional.of("secret"), List.of()),
                () -> PROXY.withLogin("sh:op", "secret"),
                () -> socks4.withLogin("shop", "secret"),
                () -> socks5.withLogin("", "secret"),
                () -> socks5.withLogin("shöp", "secret"),
                () -> socks5.withLogin("shop", "s".repeat(256)));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void refusesWhatCannotWorkAndShowsNoPassword(ThrowingCallable mistake) {
        assertThatThrownBy(mistake).isInstanceOf(KosmaUsageException.class).hasMessageNotContaining("secret");
    }

    @Test
    void neverShowsItsLogin() {
        assertThat(PROXY.withLogin("shop", "secret")).hasToString("HTTP proxy proxy.example:3128");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, localhost, false",
        "localhost, LOCALHOST, false",
        "localhost, localhost.example, true",
        "*.example.com, api.example.com, false",
        "*.example.com, example.com, true",
        "*.example.com, api.example.com.evil, true",
        "10.*, 10.1.2.3, false",
        "10.*, 110.1.2.3, true",
        "[::1], [::1], false",
        "'', api.example.com, true",
        "a.b, aXb, true",
        "*, api.example.com, false"
    })
    void directHostsAreCalledWithoutIt(String pattern, String host, boolean through) {
        assertThat(PROXY.withDirectHosts(List.of(pattern)).leadsTo(host)).isEqualTo(through);
    }

    @Test
    void plainHttpIsForThisMachineOnly() {
        URI plain = URI.create("http://127.0.0.1:8089");
        KosmaClientBuilder builder =
                KosmaClient.builder().token("any").environment(plain, plain).proxy(PROXY);
        assertThatThrownBy(builder::build)
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("proxy.example")
                .hasMessageContaining("unencrypted");
        for (KosmaProxy good : List.of(
                PROXY.withDirectHosts(List.of("127.*")),
                KosmaProxy.of(Type.HTTP, "localhost", 3128),
                KosmaProxy.of(Type.HTTP, "::1", 3128))) {
            builder.proxy(good).build().close();
        }
        KosmaClient.builder().token("any").proxy(PROXY).build().close();
    }

    @Test
    void theSystemPropertiesOfTheJvmAreUnderstood() {
        assertThat(of(Map.of())).isEmpty();
        assertThat(of(Map.of("http.proxyHost", "only.for.plain.http"))).isEmpty();
        assertThat(of(Map.of("https.proxyHost", "proxy.example")))
                .contains(KosmaProxy.of(Type.HTTP, "proxy.example", 443)
                        .withDirectHosts(List.of("localhost", "127.*", "[::1]")));
        assertThat(of(Map.of(
                        "https.proxyHost", "proxy.example",
                        "https.proxyPort", "3128",
                        "socksProxyHost", "another.example",
                        "http.nonProxyHosts", "*.example.com|10.*")))
                .contains(PROXY.withDirectHosts(List.of("*.example.com", "10.*")));
        assertThat(of(Map.of(
                        "socksProxyHost", "proxy.example",
                        "java.net.socks.username", "shop",
                        "java.net.socks.password", "secret",
                        "http.nonProxyHosts", "")))
                .contains(KosmaProxy.of(Type.SOCKS5, "proxy.example", 1080)
                        .withLogin("shop", "secret")
                        .withDirectHosts(List.of("")));
        assertThat(of(Map.of("socksProxyHost", "proxy.example", "socksProxyVersion", "4")))
                .get()
                .extracting(KosmaProxy::type)
                .isEqualTo(Type.SOCKS4);
        assertThatThrownBy(() -> of(Map.of("https.proxyHost", "proxy.example", "https.proxyPort", "x")))
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("https.proxyPort");
    }

    private static Optional<KosmaProxy> of(Map<String, String> system) {
        Properties properties = new Properties();
        properties.putAll(system);
        return KosmaProxy.of(properties);
    }
}
