package io.github.kosmasdk.internal.http;

import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** The end of secured connections, which hands on what comes out of them to a server without TLS. */
final class TlsServer implements AutoCloseable {

    /** A request, by the connection that brought it. */
    record Arrival(String client, String protocol, List<String> serverNames) {}

    private final SSLServerSocket socket;
    private final URI backend;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger handshakes = new AtomicInteger();

    private TlsServer(SSLServerSocket socket, URI backend) {
        this.socket = socket;
        this.backend = backend;
    }

    static SSLServerSocket socket(X509Bundle identity, X509Bundle clients) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                identity.toKeyManagerFactory().getKeyManagers(),
                clients.toTrustManagerFactory().getTrustManagers(),
                null);
        return (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    static TlsServer start(X509Bundle identity, X509Bundle clients, URI backend, Consumer<SSLServerSocket> settings)
            throws Exception {
        TlsServer server = new TlsServer(socket(identity, clients), backend);
        settings.accept(server.socket);
        server.threads.execute(server::acceptAll);
        return server;
    }

    int port() {
        return socket.getLocalPort();
    }

    URI url(String host) {
        return URI.create("https://" + host + ":" + port());
    }

    List<Arrival> arrivals() {
        return arrivals;
    }

    int handshakes() {
        return handshakes.get();
    }

    private void acceptAll() {
        while (!socket.isClosed()) {
            try {
                SSLSocket accepted = (SSLSocket) socket.accept();
                open.add(accepted);
                threads.execute(() -> serve(accepted));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(SSLSocket accepted) {
        try (accepted;
                Socket behind = new Socket(backend.getHost(), backend.getPort())) {
            open.add(behind);
            accepted.startHandshake();
            handshakes.incrementAndGet();
            Arrival arrival = arrival((ExtendedSSLSession) accepted.getSession());
            threads.execute(() -> pump(behind, accepted, start -> {}));
            pump(accepted, behind, start -> {
                if (start.startsWith("PUT ") || start.startsWith("GET ")) {
                    arrivals.add(arrival);
                }
            });
        } catch (IOException ended) {
            // the test sees what the client makes of it
        }
    }

    private static Arrival arrival(ExtendedSSLSession session) {
        String client;
        try {
            client = session.getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException e) {
            client = "";
        }
        List<String> names = session.getRequestedServerNames().stream()
                .map(name -> ((SNIHostName) name).getAsciiName())
                .toList();
        return new Arrival(client, session.getProtocol(), names);
    }

    private static void pump(Socket from, Socket to, Consumer<String> seen) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[16_384];
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                seen.accept(new String(bytes, 0, Math.min(n, 4), StandardCharsets.US_ASCII));
                out.write(bytes, 0, n);
                out.flush();
            }
        } catch (IOException ended) {
            // one end is gone: so is the other
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket each : open) {
            each.close();
        }
        threads.shutdownNow();
    }
}
