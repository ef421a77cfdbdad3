package io.github.kosmasdk.benchmark;

import io.github.kosmasdk.contract.KosmaFixtures;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.resources.LoopResources;

/**
 * A server in a JVM of its own, so that nothing it does counts as work of the client. The path begins with what is asked for:
 * a {@link Case}, or the name of a wire fixture, which is answered with a fresh consent token where it has one.
 */
final class CannedServer implements AutoCloseable {

    /** The property of a JVM that measures, which says where the server is. */
    private static final String PROPERTY = "kosma.benchmark.server";

    /** Before a number of pages, of 200 transactions each. */
    static final String STREAM = "stream_";

    private static final String TOKEN_MEMBER = "\"consent_token\"";
    /** As long as a JWT with a small payload and an RSA signature. */
    private static final int TOKEN_LENGTH = 512;

    private final Process process;
    private final URI url;

    private CannedServer(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    static CannedServer start() {
        Process process = OwnJvm.start(List.of("-Xmx256m"), CannedServer.class);
        try {
            String line = process.inputReader().readLine();
            if (line == null) {
                throw new IllegalStateException("The server did not start");
            }
            return new CannedServer(process, URI.create(line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets this JVM know of it. */
    CannedServer announced() {
        System.setProperty(PROPERTY, url.toString());
        return this;
    }

    /** Lets another JVM know of it. */
    String asArgument() {
        return "-D" + PROPERTY + "=" + url;
    }

    /** Where a server that this JVM knows of is. */
    static URI url() {
        return URI.create(System.getProperty(PROPERTY));
    }

    /** Where a server that this JVM knows of answers with a case or a fixture. */
    static URI answering(String what) {
        return url().resolve("/" + what);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    /**
     * Serves until its standard input ends, so that it never outlives who started it.
     *
     * @param args none
     * @throws IOException when standard input fails
     */
    public static void main(String[] args) throws IOException {
        Map<String, Answer> answers = new ConcurrentHashMap<>();
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .runOn(LoopResources.create("canned", 1, true))
                .handle((request, response) -> {
                    String path = request.path();
                    int end = path.indexOf('/');
                    Answer answer =
                            answers.computeIfAbsent(end < 0 ? path : path.substring(0, end), CannedServer::answer);
                    byte[] body = answer.body().apply(request);
                    return request.receive()
                            .then()
                            .thenMany(response.status(answer.status())
                                    .header(HttpHeaderNames.CONTENT_TYPE, "application/json")
                                    .header(HttpHeaderNames.CONTENT_LENGTH, String.valueOf(body.length))
                                    .sendByteArray(Mono.just(body)));
                })
                .bindNow();
        System.out.println("http://127.0.0.1:" + server.port());
        while (System.in.read() >= 0) {
            // nothing is ever said
        }
        server.disposeNow();
    }

    private record Answer(int status, Function<HttpServerRequest, byte[]> body) {}

    private static Answer answer(String what) {
        if (what.startsWith(STREAM)) {
            return new Answer(200, stream(Integer.parseInt(what.substring(STREAM.length()))));
        }
        return Case.of(what)
                .map(known -> new Answer(known.status(), always(known.body())))
                .orElseGet(() -> new Answer(200, fixture(what)));
    }

    private static Function<HttpServerRequest, byte[]> always(byte[] body) {
        return request -> body;
    }

    /** So many pages, one after the other. */
    private static Function<HttpServerRequest, byte[]> stream(int pages) {
        AtomicInteger page = new AtomicInteger();
        return request -> {
            int number = page.incrementAndGet();
            String url = "http://" + request.hostName() + ":" + request.hostPort() + "/" + STREAM + pages + Caller.LIST;
            return Case.PAGE_200.pageBefore(url, number < pages ? "offset" + number : "");
        };
    }

    private static Function<HttpServerRequest, byte[]> fixture(String name) {
        String body = KosmaFixtures.text(name);
        int member = body.indexOf(TOKEN_MEMBER);
        if (member < 0) {
            return always(body.getBytes(StandardCharsets.UTF_8));
        }
        int start = body.indexOf('"', member + TOKEN_MEMBER.length()) + 1;
        int end = body.indexOf('"', start);
        String format = body.substring(0, start).replace("%", "%%") + "%0" + TOKEN_LENGTH + "d"
                + body.substring(end).replace("%", "%%");
        AtomicLong tokens = new AtomicLong();
        return request -> format.formatted(tokens.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
    }
}
