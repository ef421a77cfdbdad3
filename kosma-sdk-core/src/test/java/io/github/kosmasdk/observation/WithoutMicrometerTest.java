package io.github.kosmasdk.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.SessionRequest;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Makes a call in a world of its own, in which there is no Micrometer. */
class WithoutMicrometerTest {

    @Test
    void aClientNeedsNoMicrometer() throws Exception {
        assertThat(callIn(classPathWithout("/io/micrometer/"))).isEqualTo("no micrometer, HTTP 404");
    }

    /** Without this the other test could pass because Micrometer is there all the same, or because nothing runs. */
    @Test
    void theCallRunsWithMicrometerToo() throws Exception {
        assertThat(callIn(classPathWithout("/no/such/folder/"))).isEqualTo("micrometer, HTTP 404");
    }

    private static URL[] classPathWithout(String folder) {
        return Arrays.stream(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
                .filter(entry -> !entry.replace('\\', '/').contains(folder))
                .map(WithoutMicrometerTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }

    private static String callIn(URL[] classPath) throws Exception {
        try (URLClassLoader world = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
            Class<?> call = world.loadClass(OneCall.class.getName());
            assertThat(call).isNotSameAs(OneCall.class);
            return (String) ((Callable<?>) call.getDeclaredConstructor().newInstance()).call();
        }
    }

    /** Calls a server that knows nothing, and tells what came of it. */
    public static final class OneCall implements Callable<String> {

        @Override
        public String call() throws Exception {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(404, -1); // keeps the connection
                exchange.close();
            });
            server.start();
            URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            try (KosmaClient kosma =
                    KosmaClient.builder().environment(url, url).token("token").build()) {
                String answer = answer(kosma);
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> kosma.state().connections().idle() == 1);
                return micrometer() + ", " + answer;
            } finally {
                server.stop(0);
            }
        }

        private static String answer(KosmaClient kosma) {
            try {
                return kosma.sessions()
                        .start(SessionRequest.builder(new Psu("Mozilla/5.0", "192.0.2.7"))
                                .build())
                        .toString();
            } catch (KosmaApiException e) {
                return "HTTP " + e.status();
            }
        }

        private static String micrometer() {
            try {
                Class.forName("io.micrometer.observation.ObservationRegistry");
                return "micrometer";
            } catch (ClassNotFoundException e) {
                return "no micrometer";
            }
        }
    }
}
