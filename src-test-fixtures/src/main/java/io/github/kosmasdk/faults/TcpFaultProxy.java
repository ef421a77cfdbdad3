package io.github.kosmasdk.faults;

import io.github.kosmasdk.faults.Strike.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and its server, and lets things go wrong on the wire. It passes bytes on, whatever they mean: HTTP, TLS or
 * the protocol of a database.
 *
 * <pre>{@code
 * try (TcpFaultProxy proxy = TcpFaultProxy.to("127.0.0.1", 5432)) {
 *     connectTo(proxy.host(), proxy.port());
 *     proxy.toServer().latency(Duration.ofMillis(200));
 *     proxy.nextConnection().toClient().resetAfter(1_000);
 *     proxy.clear();
 * }
 * }</pre>
 *
 * <p>Without faults it changes nothing. All methods can be called by any thread at any time, and what they change has taken effect when
 * they return; after {@link #close} they throw {@link IllegalStateException}.
 */
public final class TcpFaultProxy implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int BUFFER = 64 * 1024;
    private static final long MILLISECOND = Duration.ofMillis(1).toNanos();

    private final InetSocketAddress server;
    private final InetSocketAddress address;
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final Random dice = new Random(1);
    private final ConnectionFaults everyConnection = new ConnectionFaults(this);
    private final Deque<ConnectionFaults> nextConnections = new ArrayDeque<>();
    private final List<Connection> connections = new ArrayList<>();
    private final Deque<FutureTask<?>> changes = new ArrayDeque<>();
    private final Thread thread = new Thread(this::run, "tcp-fault-proxy");
    private @Nullable ServerSocketChannel listener;
    private @Nullable SocketChannel placeholder;
    private boolean stopped;
    private volatile boolean closing;
    private volatile Traffic traffic = Traffic.NONE;
    private volatile @Nullable Tap tap;

    private TcpFaultProxy(InetSocketAddress server) throws IOException {
        this.server = server;
        try {
            address = listen(new InetSocketAddress(LOOPBACK, 0));
        } catch (IOException failed) {
            selector.close();
            throw failed;
        }
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Starts a proxy on a free port of the loopback interface.
     *
     * @param host where the server is
     * @param port the server's port; it need not listen yet
     * @return the proxy, ready for clients
     * @throws IllegalArgumentException when the host is not known
     */
    public static TcpFaultProxy to(String host, int port) {
        InetSocketAddress server = new InetSocketAddress(host, port);
        if (server.isUnresolved()) {
            throw new IllegalArgumentException("There is no address for the host " + host);
        }
        try {
            return new TcpFaultProxy(server);
        } catch (IOException e) {
            throw new UncheckedIOException("The proxy cannot listen on " + LOOPBACK, e);
        }
    }

    /** The address that clients connect to instead of the server's, a loopback address. */
    public String host() {
        return LOOPBACK;
    }

    /** The port that clients connect to instead of the server's. */
    public int port() {
        return address.getPort();
    }

    /** The faults of what clients send, on every connection. */
    public Direction toServer() {
        return everyConnection.toServer();
    }

    /** The faults of what the server sends, on every connection. */
    public Direction toClient() {
        return everyConnection.toClient();
    }

    /**
     * Faults for one connection instead of those for every connection: for the next one that is accepted, or for the one after it when
     * this was called before, and so on.
     *
     * @return the faults, none at first
     */
    public ConnectionFaults nextConnection() {
        ConnectionFaults faults = new ConnectionFaults(this);
        change(() -> nextConnections.add(faults));
        return faults;
    }

    /** Refuses new connections until {@link #acceptConnections} or {@link #clear}. Those that are open stay. */
    public void refuseConnections() {
        change(this::refuse);
    }

    /** Accepts connections again. */
    public void acceptConnections() {
        change(this::accept);
    }

    /**
     * Does away with all faults, also with those for next connections, and accepts connections. What has already struck stays: a
     * connection that was cut is not mended.
     */
    public void clear() {
        change(() -> {
            everyConnection.forget();
            nextConnections.clear();
            connections.forEach(connection -> connection.obey(everyConnection));
            accept();
        });
    }

    /**
     * Throws the dice anew. With the same seed, and connections in the same order, faults strike at the same random bytes.
     *
     * @param seed where the dice start; 1 when it was never set
     */
    public void seed(long seed) {
        change(() -> dice.setSeed(seed));
    }

    /**
     * Lets somebody see what passes from now on.
     *
     * @param tap who, instead of whoever did until now
     */
    public void tap(Tap tap) {
        change(() -> this.tap = tap);
    }

    /** What the proxy did so far; can be asked after {@link #close} too. */
    public Traffic traffic() {
        return traffic;
    }

    /** Resets all connections and gives the port back. Nothing is left behind when this returns; does nothing the second time. */
    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs a change on the proxy's thread, and returns when it has taken effect. */
    void change(Runnable change) {
        if (Thread.currentThread() == thread) {
            change.run();
            return;
        }
        FutureTask<?> task = new FutureTask<>(change, null);
        synchronized (changes) {
            if (stopped) {
                throw new IllegalStateException("The proxy is closed");
            }
            changes.add(task);
        }
        selector.wakeup();
        await(task);
    }

    private static void await(FutureTask<?> task) {
        boolean interrupted = false;
        while (true) {
            try {
                task.get();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (CancellationException e) {
                throw new IllegalStateException("The proxy is closed", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("The proxy failed", e.getCause());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closing) {
                long wait = pump(System.nanoTime());
                selector.select(this::ready, millis(wait));
                makeChanges();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            release();
        }
    }

    private long pump(long now) {
        long wait = Pipe.NEVER;
        for (Connection connection : connections) {
            wait = Math.min(wait, connection.pump(now));
        }
        if (connections.removeIf(connection -> !connection.isOpen())) {
            traffic = traffic.open(connections.size());
        }
        return wait;
    }

    /** For a selector, zero is for ever. */
    private static long millis(long nanos) {
        return nanos == Pipe.NEVER ? 0 : nanos / MILLISECOND + 1;
    }

    private void ready(SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        if (key.attachment() instanceof Connection connection) {
            connection.ready(key, buffer, System.nanoTime());
        } else {
            connect();
        }
    }

    private void connect() {
        try {
            SocketChannel client = Objects.requireNonNull(listener).accept();
            if (client == null) {
                return;
            }
            ConnectionFaults own = nextConnections.poll();
            traffic = traffic.accepted();
            connections.add(new Connection(
                    traffic.connections(), this, selector, client, server, own == null ? everyConnection : own, dice));
            traffic = traffic.open(connections.size());
        } catch (IOException lost) {
            // the client has left before it was there, or the server cannot be reached, which the client has been told
        }
    }

    private void makeChanges() {
        List<FutureTask<?>> due;
        synchronized (changes) {
            due = List.copyOf(changes);
            changes.clear();
        }
        due.forEach(FutureTask::run);
    }

    private InetSocketAddress listen(InetSocketAddress where) throws IOException {
        ServerSocketChannel opened = ServerSocketChannel.open();
        try {
            opened.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            opened.bind(where);
            opened.configureBlocking(false);
            opened.register(selector, SelectionKey.OP_ACCEPT);
            listener = opened;
            return (InetSocketAddress) opened.getLocalAddress();
        } catch (IOException failed) {
            opened.close();
            throw failed;
        }
    }

    /** A socket that is bound and does not listen refuses connections, and keeps the port from being handed out. */
    private void refuse() {
        if (listener == null) {
            return;
        }
        try {
            listener.close();
            listener = null;
            selector.selectNow(key -> {});
            placeholder = SocketChannel.open()
                    .setOption(StandardSocketOptions.SO_REUSEADDR, true)
                    .bind(address);
        } catch (IOException e) {
            throw new UncheckedIOException("The port " + port() + " cannot be kept", e);
        }
    }

    private void accept() {
        if (listener != null) {
            return;
        }
        try {
            if (placeholder != null) {
                placeholder.close();
                placeholder = null;
            }
            listen(address);
        } catch (IOException e) {
            throw new UncheckedIOException("The port " + port() + " cannot be listened on again", e);
        }
    }

    void passed(long connection, boolean toServer, byte[] bytes) {
        traffic = traffic.passed(bytes.length, toServer);
        Tap observer = tap;
        if (observer != null) {
            observer.passed(connection, toServer, bytes);
        }
    }

    void struck(Kind kind) {
        traffic = traffic.struck(kind);
    }

    void ending(long connection) {
        Tap observer = tap;
        if (observer != null) {
            observer.ending(connection);
        }
    }

    private void release() {
        synchronized (changes) {
            stopped = true;
            changes.forEach(change -> change.cancel(false));
        }
        connections.forEach(Connection::abort);
        traffic = traffic.open(0);
        try {
            if (listener != null) {
                listener.close();
            }
            if (placeholder != null) {
                placeholder.close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The proxy's sockets cannot be closed", e);
        }
    }
}
