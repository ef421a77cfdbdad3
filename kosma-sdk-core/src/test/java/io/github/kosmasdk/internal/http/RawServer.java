package io.github.kosmasdk.internal.http;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback that answers whatever a test wants, byte for byte, and keeps what it was sent. */
public final class RawServer implements AutoCloseable {

    /** Writes the answer to one request. */
    @FunctionalInterface
    public interface Answer {
        void to(String request, OutputStream client) throws IOException;
    }

    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile Answer answer;

    public RawServer(Answer answer) {
        this.answer = answer;
        try {
            listener = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        daemon(this::accept);
    }

    /** A whole answer in JSON. */
    public static String ok(String json) {
        return http("200 OK", json);
    }

    public static String http(String status, String body, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    public void answer(Answer answer) {
        this.answer = answer;
    }

    /** Head and body of every request, in the order in which they came. */
    public List<String> requests() {
        return requests;
    }

    public int connections() {
        return connections.get();
    }

    /** How many connections are still open. */
    public int open() {
        return sockets.size();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                connections.incrementAndGet();
                sockets.add(socket);
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
            for (String request = read(in); request != null; request = read(in)) {
                requests.add(request);
                answer.to(request, out);
                out.flush();
            }
        } catch (IOException e) {
            // the client is gone
        } finally {
            sockets.remove(socket);
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.write(b);
            last = last << 8 | b;
            if (last == 0x0d0a0d0a) {
                String text = head.toString(StandardCharsets.ISO_8859_1);
                int at = text.toLowerCase(Locale.ROOT).indexOf("content-length:");
                int length = at < 0
                        ? 0
                        : Integer.parseInt(
                                text.substring(at + 15, text.indexOf('\r', at)).strip());
                return text + new String(in.readNBytes(length), StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
