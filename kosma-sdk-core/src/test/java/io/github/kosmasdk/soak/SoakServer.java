package io.github.kosmasdk.soak;

import io.github.kosmasdk.contract.KosmaFixtures;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Answers with wire fixtures, a quarter of the time in some wrong way: fast, and with little memory, so that it can do
 * so a million times.
 */
final class SoakServer implements AutoCloseable {

    /** A line that is answered with the number of connections that are open, the asking one apart. */
    static final String CONNECTIONS = "CONNECTIONS";

    /** A path that is always answered rightly. */
    static final String CALM = "/calm";

    /**
     * Start of paths that are answered, rightly, when as many requests as a client has connections came for the same one.
     */
    static final String TOGETHER = "/together/";

    /** How many connections a client has. */
    static final int CONNECTIONS_OF_A_CLIENT = 32;

    /** What goes wrong with an answer. */
    enum Fault {
        BAD_GATEWAY,
        BUSY,
        NOT_FOUND,
        CUT_IN_HEAD,
        CUT_IN_BODY,
        RESET_AT_ONCE,
        RESET_IN_BODY,
        CLOSED_AFTER,
        GARBAGE,
        NO_HTTP,
        ANOTHER_MEMBER_TYPE,
        TOO_LARGE,
        HUGE_HEAD,
        SLOW,
        TWO_ANSWERS
    }

    private static final Fault[] FAULTS = Fault.values();
    private static final int ONE_FAULT_IN = 4;
    private static final int LONGEST_SLOWNESS_MILLIS = 40;
    private static final int TOO_LARGE = 64 << 20;
    private static final int TRANSACTIONS_OF_A_LARGE_PAGE = 400;

    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Map<Fault, AtomicLong> faults = new EnumMap<>(Fault.class);
    private final Map<String, CountDownLatch> together = new ConcurrentHashMap<>();
    private final AtomicLong requests = new AtomicLong();
    private final Map<String, byte[]> bodies;
    private final byte[] error = fixture("error-technical.response").getBytes(StandardCharsets.UTF_8);

    SoakServer() {
        for (Fault fault : FAULTS) {
            faults.put(fault, new AtomicLong());
        }
        bodies = Map.of(
                "/xs2a/v1/sessions", bytes("session-start.response"),
                "/session", bytes("session.response"),
                "/accounts-start", bytes("accounts-start.response"),
                "/flow", bytes("accounts.response"),
                "/page", bytes("transactions-last.response"),
                "/large-page", largePage(),
                "/consent/accounts", bytes("consent-accounts.response"),
                "/login", bytes("auth-login.response"));
        try {
            listener = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        daemon(this::accept);
    }

    private static String fixture(String name) {
        return KosmaFixtures.text(name);
    }

    private static byte[] bytes(String fixture) {
        return fixture(fixture).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] largePage() {
        String page = fixture("transactions-last.response");
        int start = page.indexOf('{', page.indexOf("\"transactions\": ["));
        int end = page.indexOf("\n        }", start) + "\n        }".length();
        String one = page.substring(start, end) + ",";
        return (page.substring(0, start) + one.repeat(TRANSACTIONS_OF_A_LARGE_PAGE) + page.substring(start))
                .getBytes(StandardCharsets.UTF_8);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** How many requests came. */
    long requests() {
        return requests.get();
    }

    /** What went wrong, how often. */
    Map<Fault, AtomicLong> faults() {
        return faults;
    }

    /** How many connections are open now. */
    int open() {
        return open.size();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                open.add(socket);
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 14);
            for (String path = path(in); path != null; path = path(in)) {
                if (path.equals(CONNECTIONS)) {
                    out.write(String.valueOf(open.size() - 1).getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    return;
                }
                if (path.equals(CALM) || path.startsWith(TOGETHER)) {
                    if (path.startsWith(TOGETHER)) {
                        awaitOthers(path);
                    }
                    write(out, 200, bodies.get("/session"), bodies.get("/session").length);
                } else {
                    answer(path, socket, out);
                }
                out.flush();
            }
        } catch (IOException e) {
            // the client is gone, or that was the fault
        } finally {
            open.remove(socket);
        }
    }

    /** Reads a whole request; null when there is none any more. */
    private static String path(InputStream in) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return null;
        }
        if (first.equals(CONNECTIONS)) {
            return CONNECTIONS;
        }
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        in.skipNBytes(length);
        return first.split(" ")[1];
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(80);
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    private void answer(String path, Socket socket, OutputStream out) throws IOException {
        requests.incrementAndGet();
        byte[] body = bodies.getOrDefault(path, bodies.get("/consent/accounts"));
        ThreadLocalRandom dice = ThreadLocalRandom.current();
        if (dice.nextInt(ONE_FAULT_IN) > 0) {
            write(out, 200, body, body.length);
            return;
        }
        Fault fault = FAULTS[dice.nextInt(FAULTS.length)];
        faults.get(fault).incrementAndGet();
        switch (fault) {
            case BAD_GATEWAY -> write(out, 502, error, error.length);
            case BUSY -> write(out, 503, error, error.length);
            case NOT_FOUND -> write(out, 404, error, error.length);
            case CUT_IN_HEAD -> {
                out.write("HTTP/1.1 200 OK\r\nContent-Ty".getBytes(StandardCharsets.US_ASCII));
                close(socket, out);
            }
            case CUT_IN_BODY -> {
                write(out, 200, body, dice.nextInt(body.length));
                close(socket, out);
            }
            case RESET_AT_ONCE -> reset(socket, out);
            case RESET_IN_BODY -> {
                write(out, 200, body, dice.nextInt(body.length));
                reset(socket, out);
            }
            case CLOSED_AFTER -> {
                write(out, 200, body, body.length);
                close(socket, out);
            }
            case GARBAGE -> {
                byte[] garbage = new byte[500];
                dice.nextBytes(garbage);
                write(out, 200, garbage, garbage.length);
            }
            case NO_HTTP -> {
                out.write("220 mail.example ready\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                close(socket, out);
            }
            case ANOTHER_MEMBER_TYPE -> {
                byte[] other = "{\"data\":[1,{\"result\":\"none\"}]}".getBytes(StandardCharsets.US_ASCII);
                write(out, 200, other, other.length);
            }
            case TOO_LARGE -> {
                head(out, 200, TOO_LARGE);
                out.write(body);
                close(socket, out);
            }
            case HUGE_HEAD -> {
                out.write(("HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000) + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                close(socket, out);
            }
            case SLOW -> {
                pause(dice.nextInt(LONGEST_SLOWNESS_MILLIS));
                write(out, 200, body, body.length);
            }
            case TWO_ANSWERS -> {
                write(out, 200, body, body.length);
                write(out, 200, body, body.length);
            }
        }
    }

    private static void write(OutputStream out, int status, byte[] body, int length) throws IOException {
        head(out, status, body.length);
        out.write(body, 0, length);
    }

    private static void head(OutputStream out, int status, int length) throws IOException {
        out.write(("HTTP/1.1 " + status + " .\r\nContent-Type: application/json\r\nContent-Length: " + length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    private static void close(Socket socket, OutputStream out) throws IOException {
        out.flush();
        socket.close();
    }

    private static void reset(Socket socket, OutputStream out) throws IOException {
        out.flush();
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private void awaitOthers(String path) throws IOException {
        CountDownLatch missing = together.computeIfAbsent(path, any -> new CountDownLatch(CONNECTIONS_OF_A_CLIENT));
        missing.countDown();
        try {
            if (!missing.await(1, TimeUnit.MINUTES)) {
                throw new IOException(missing.getCount() + " others did not come");
            }
        } catch (InterruptedException e) {
            throw new IOException("Interrupted while waiting for the others", e);
        }
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "soak-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
