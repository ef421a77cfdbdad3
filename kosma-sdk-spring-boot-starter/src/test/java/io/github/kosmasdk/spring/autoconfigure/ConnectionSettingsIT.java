package io.github.kosmasdk.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.KosmaEnvironment;
import io.github.kosmasdk.error.KosmaNotFoundException;
import io.github.kosmasdk.error.KosmaTransportException;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.SessionRequest;
import io.github.kosmasdk.spring.KosmaConnectionDetails;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** {@code kosma.ssl.*} and {@code kosma.proxy.*} over real sockets, with certificates that are made for the test. */
class ConnectionSettingsIT {

    private static final SessionRequest REQUEST =
            SessionRequest.builder(new Psu("Mozilla/5.0", "192.0.2.7")).build();

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(KosmaAutoConfiguration.class, SslAutoConfiguration.class))
            .withPropertyValues("kosma.token=any");

    /** Who called, by the certificate that was shown. */
    private final List<String> callers = new CopyOnWriteArrayList<>();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private X509Bundle authority;
    private HttpsServer server;
    private String url;

    @TempDir
    private Path files;

    @BeforeEach
    void serve() throws Exception {
        authority = new CertificateBuilder()
                .ecp256()
                .subject("CN=Test authority")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        X509Bundle identity = new CertificateBuilder()
                .ecp256()
                .subject("CN=A server")
                .addSanDnsName("localhost")
                .buildIssuedBy(authority);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                identity.toKeyManagerFactory().getKeyManagers(),
                authority.toTrustManagerFactory().getTrustManagers(),
                null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters ssl = context.getDefaultSSLParameters();
                ssl.setNeedClientAuth(true);
                parameters.setSSLParameters(ssl);
            }
        });
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            callers.add(((HttpsExchange) exchange)
                    .getSSLSession()
                    .getPeerPrincipal()
                    .getName());
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        url = "https://localhost:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private ApplicationContextRunner atServer() {
        return application.withPropertyValues("kosma.base-url=" + url, "kosma.auth-base-url=" + url);
    }

    private ApplicationContextRunner withBundle() throws Exception {
        write("authorities.pem", authority.getCertificatePEM());
        become("old");
        return atServer()
                .withPropertyValues(
                        "kosma.ssl.bundle=kosma",
                        "spring.ssl.bundle.pem.kosma.truststore.certificate=" + files.resolve("authorities.pem"),
                        "spring.ssl.bundle.pem.kosma.keystore.certificate=" + files.resolve("client.pem"),
                        "spring.ssl.bundle.pem.kosma.keystore.private-key=" + files.resolve("client.pem"),
                        "spring.ssl.bundle.pem.kosma.reload-on-update=true",
                        "spring.ssl.bundle.watch.file.quiet-period=200ms");
    }

    /** Certificate and key in one file, so that they are replaced together, however long the machine stops in between. */
    private void become(String name) throws Exception {
        X509Bundle client = new CertificateBuilder()
                .ecp256()
                .subject("CN=" + name)
                .addExtendedKeyUsageClientAuth()
                .buildIssuedBy(authority);
        write("client.pem", client.getCertificatePathPEM() + client.getPrivateKeyPEM());
    }

    private void write(String file, String content) throws IOException {
        Path written = Files.writeString(files.resolve(file + ".new"), content);
        Files.move(written, files.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }

    /** A call that reached the server, which knows no path. */
    private static void call(KosmaClient client) {
        assertThatThrownBy(() -> client.sessions().start(REQUEST)).isInstanceOf(KosmaNotFoundException.class);
    }

    @Test
    void aBundleIsFollowedWhenItsFilesAreReplacedAndNoCallIsLost() throws Exception {
        withBundle().run(context -> {
            KosmaClient client = context.getBean(KosmaClient.class);
            call(client);
            assertThat(callers).containsExactly("CN=old");

            become("new");
            Instant limit = Instant.now().plus(Duration.ofSeconds(90));
            int calls = 1;
            while (!callers.contains("CN=new") && Instant.now().isBefore(limit)) {
                call(client);
                calls++;
            }
            call(client);
            assertThat(callers).hasSize(calls + 1).last().isEqualTo("CN=new");
            assertThat(new ArrayList<>(callers.subList(callers.indexOf("CN=new"), callers.size())))
                    .containsOnly("CN=new");
        });
    }

    @Test
    void aBundleThatCannotBeUsedAfterAReloadLeavesTheOldOneInUse() throws Exception {
        withBundle().run(context -> {
            KosmaClient client = context.getBean(KosmaClient.class);
            SslBundle broken = SslBundle.of(null, null, null, "TLSv1.1");
            ((SslBundleRegistry) context.getBean(SslBundles.class)).updateBundle("kosma", broken);
            call(client);
            assertThat(callers).containsExactly("CN=old");
        });
    }

    @Test
    void connectionDetailsCanBringABundle() {
        atServer().withBean(KosmaConnectionDetails.class, Details::new).run(context -> {
            call(context.getBean(KosmaClient.class));
            assertThat(callers).containsExactly("CN=details");
        });
    }

    @Test
    void withoutABundleTheAuthoritiesOfTheJvmAreTrusted() {
        atServer()
                .run(context -> assertThatThrownBy(() ->
                                context.getBean(KosmaClient.class).sessions().start(REQUEST))
                        .isInstanceOf(KosmaTransportException.class)
                        .hasMessageContaining("not from an authority that this client trusts"));
    }

    @Test
    void aBundleWithAnOldProtocolStopsTheApplication() throws Exception {
        withBundle()
                .withPropertyValues("spring.ssl.bundle.pem.kosma.options.enabled-protocols=TLSv1.1,TLSv1.2")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("TLS 1.2 or newer"));
    }

    @Test
    void callsGoThroughTheProxyWithItsLogin() throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            proxy.setSoTimeout(60_000);
            CompletableFuture<List<String>> heard = new CompletableFuture<>();
            threads.execute(() -> heard.complete(refuseOne(proxy)));
            atServer()
                    .withPropertyValues(
                            "kosma.proxy.host=localhost",
                            "kosma.proxy.port=" + proxy.getLocalPort(),
                            "kosma.proxy.username=shop",
                            "kosma.proxy.password=sesame")
                    .run(context -> assertThatThrownBy(() -> context.getBean(KosmaClient.class)
                                    .sessions()
                                    .start(REQUEST))
                            .isInstanceOf(KosmaTransportException.class)
                            .hasMessageContaining("HTTP proxy localhost:" + proxy.getLocalPort())
                            .hasMessageContaining("(403)"));
            assertThat(heard.get(60, TimeUnit.SECONDS))
                    .contains("CONNECT " + url.substring("https://".length()) + " HTTP/1.1")
                    .anyMatch(line -> line.equalsIgnoreCase("proxy-authorization: Basic "
                            + Base64.getEncoder().encodeToString("shop:sesame".getBytes(StandardCharsets.UTF_8))));
        }
        assertThat(callers).isEmpty();
    }

    @Test
    void directHostsAreCalledWithoutTheProxy() throws Exception {
        withBundle()
                .withPropertyValues(
                        "kosma.proxy.host=proxy.invalid",
                        "kosma.proxy.port=3128",
                        "kosma.proxy.direct-hosts=*.example,local*")
                .run(context -> call(context.getBean(KosmaClient.class)));
        assertThat(callers).hasSize(1);
    }

    @Test
    void theLoginOfTheProxyIsNotShown() {
        application
                .withPropertyValues(
                        "kosma.proxy.host=proxy.example",
                        "kosma.proxy.port=3128",
                        "kosma.proxy.username=shop",
                        "kosma.proxy.password=sesame")
                .run(context -> assertThat(context.getBean(KosmaProperties.class))
                        .asString()
                        .contains("proxy.example")
                        .doesNotContain("shop")
                        .doesNotContain("sesame"));
    }

    private static List<String> refuseOne(ServerSocket proxy) {
        try (Socket client = proxy.accept()) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            List<String> head = new ArrayList<>();
            for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                head.add(line);
            }
            client.getOutputStream()
                    .write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return head;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As what starts containers for development would bring it. */
    private final class Details implements KosmaConnectionDetails {

        @Override
        public KosmaEnvironment environment() {
            return new KosmaEnvironment(URI.create(url), URI.create(url));
        }

        @Override
        public Optional<String> token() {
            return Optional.of("any");
        }

        @Override
        public Optional<SslBundle> sslBundle() {
            return Optional.of(bundle());
        }
    }

    private SslBundle bundle() {
        try {
            X509Bundle client = new CertificateBuilder()
                    .ecp256()
                    .subject("CN=details")
                    .addExtendedKeyUsageClientAuth()
                    .buildIssuedBy(authority);
            char[] password = "of-a-test".toCharArray();
            return SslBundle.of(SslStoreBundle.of(client.toKeyStore(password), "of-a-test", trustStore()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore trustStore() throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("authority", authority.getCertificate());
        return store;
    }
}
