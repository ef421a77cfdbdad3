package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.KosmaProxy;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A forward proxy of each type. It takes every name for this machine, and keeps what was said to it. */
final class TestProxy implements AutoCloseable {

    /** What it does with those who ask for a tunnel. */
    enum Mood {
        WILLING,
        FORBIDS,
        CANNOT_REACH,
        HANGS_UP
    }

    private final ServerSocket socket;
    private final KosmaProxy.Type type;
    private final String login;
    private final Mood mood;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final ByteArrayOutputStream passedOn = new ByteArrayOutputStream();

    /** With a login as {@code user:password}, of SOCKS4 {@code user}, that it wants; empty for none. */
    TestProxy(KosmaProxy.Type type, String login, Mood mood) throws IOException {
        this.type = type;
        this.login = login;
        this.mood = mood;
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::acceptAll);
    }

    KosmaProxy settings() {
        return KosmaProxy.of(type, "localhost", socket.getLocalPort());
    }

    /** The targets of the tunnels, as host and port. */
    List<String> asked() {
        return asked;
    }

    /** What was said to the proxy itself. */
    String heard() {
        return heard.toString(StandardCharsets.ISO_8859_1);
    }

    /** What clients sent through the tunnels. */
    String passedOn() {
        return passedOn.toString(StandardCharsets.ISO_8859_1);
    }

    private void acceptAll() {
        while (!socket.isClosed()) {
            try {
                Socket accepted = socket.accept();
                open.add(accepted);
                threads.execute(() -> serve(accepted));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(new Heard(client.getInputStream()));
            OutputStream out = client.getOutputStream();
            if (mood == Mood.HANGS_UP) {
                in.read();
                return;
            }
            int port =
                    switch (type) {
                        case HTTP -> http(in, out);
                        case SOCKS4 -> socks4(in, out);
                        case SOCKS5 -> socks5(in, out);
                    };
            if (port < 0) {
                out.flush();
                client.shutdownOutput();
                client.getInputStream().transferTo(OutputStream.nullOutputStream());
                return;
            }
            try (Socket target = new Socket(InetAddress.getLoopbackAddress(), port)) {
                open.add(target);
                threads.execute(() -> copy(target, client, OutputStream.nullOutputStream()));
                copy(client, target, passedOn);
            }
        } catch (IOException ended) {
            // the test sees what the client makes of it
        }
    }

    private static void copy(Socket from, Socket to, OutputStream kept) {
        try {
            byte[] bytes = new byte[16_384];
            InputStream in = from.getInputStream();
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                kept.write(bytes, 0, n);
                to.getOutputStream().write(bytes, 0, n);
            }
            from.close();
            to.close();
        } catch (IOException ended) {
            // one end is gone
        }
    }

    private int http(DataInputStream in, OutputStream out) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        String target = head.substring(0, head.indexOf("\r\n")).split(" ")[1];
        String proof = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        boolean known = login.isEmpty() || head.toString().contains(proof);
        String answer = !known
                ? "407 Proxy Authentication Required"
                : switch (mood) {
                    case FORBIDS -> "403 Forbidden";
                    case CANNOT_REACH -> "502 Bad Gateway";
                    default -> "200 Connection established";
                };
        return tunnel(
                out,
                target,
                answer.startsWith("200"),
                ("HTTP/1.1 " + answer + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private int socks4(DataInputStream in, OutputStream out) throws IOException {
        in.readUnsignedShort();
        int port = in.readUnsignedShort();
        byte[] address = in.readNBytes(4);
        boolean known = login.equals(text(in));
        boolean named = address[0] == 0;
        String host = named ? text(in) : InetAddress.getByAddress(address).getHostAddress();
        int answer = !known ? 93 : mood == Mood.WILLING ? 90 : 91;
        return tunnel(out, host + ":" + port, answer == 90, new byte[] {0, (byte) answer, 0, 0, 0, 0, 0, 0});
    }

    private int socks5(DataInputStream in, OutputStream out) throws IOException {
        in.readByte();
        String methods = bytes(in);
        int method = login.isEmpty() ? 0 : 2;
        boolean offered = methods.indexOf(method) >= 0;
        out.write(new byte[] {5, (byte) (offered ? method : 255)});
        if (!offered) {
            return -1;
        }
        if (method == 2) {
            in.readByte();
            boolean known = login.equals(bytes(in) + ":" + bytes(in));
            out.write(new byte[] {1, (byte) (known ? 0 : 255)});
            if (!known) {
                return -1;
            }
        }
        in.readNBytes(3);
        int kind = in.readByte();
        String host = kind == 3
                ? bytes(in)
                : InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
        int answer =
                switch (mood) {
                    case FORBIDS -> 2;
                    case CANNOT_REACH -> 4;
                    default -> 0;
                };
        String target = host + ":" + in.readUnsignedShort();
        return tunnel(out, target, answer == 0, new byte[] {5, (byte) answer, 0, 1, 0, 0, 0, 0, 0, 0});
    }

    private int tunnel(OutputStream out, String target, boolean opens, byte[] answer) throws IOException {
        asked.add(target);
        out.write(answer);
        return opens ? Integer.parseInt(target.substring(target.lastIndexOf(':') + 1)) : -1;
    }

    private static String bytes(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.ISO_8859_1);
    }

    private static String text(DataInputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != 0; c = in.readUnsignedByte()) {
            text.append((char) c);
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket each : open) {
            each.close();
        }
        threads.shutdownNow();
    }

    /** Keeps what is read before the tunnel stands. */
    private final class Heard extends java.io.FilterInputStream {

        Heard(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            heard.write(one);
            return one;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int n = super.read(bytes, from, length);
            heard.write(bytes, from, Math.max(n, 0));
            return n;
        }
    }
}
