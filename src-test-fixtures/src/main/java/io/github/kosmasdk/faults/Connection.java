package io.github.kosmasdk.faults;

import io.github.kosmasdk.faults.Strike.Kind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Random;

/** A client and the server behind the proxy. Belongs to the proxy's thread. */
final class Connection {
    private final long number;
    private final TcpFaultProxy proxy;
    private final SocketChannel client;
    private final SocketChannel server;
    private final SelectionKey clientKey;
    private final SelectionKey serverKey;
    private final Pipe up;
    private final Pipe down;
    private boolean connected;
    private boolean cut;
    private boolean toldEnding;

    /** @throws IOException when the sockets cannot be made ready; both are closed then */
    Connection(
            long number,
            TcpFaultProxy proxy,
            Selector selector,
            SocketChannel client,
            InetSocketAddress address,
            ConnectionFaults faults,
            Random dice)
            throws IOException {
        this.number = number;
        this.proxy = proxy;
        this.client = client;
        this.server = SocketChannel.open();
        up = new Pipe(this, true, client, server, faults.toServer(), dice);
        down = new Pipe(this, false, server, client, faults.toClient(), dice);
        try {
            clientKey = register(client, selector);
            serverKey = register(server, selector);
            connected = server.connect(address);
        } catch (IOException unreachable) {
            abort(client);
            abort(server);
            throw unreachable;
        }
    }

    private SelectionKey register(SocketChannel channel, Selector selector) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return channel.register(selector, 0, this);
    }

    void obey(ConnectionFaults faults) {
        up.obey(faults.toServer());
        down.obey(faults.toClient());
    }

    boolean isOpen() {
        return client.isOpen() || server.isOpen();
    }

    void ready(SelectionKey key, ByteBuffer buffer, long now) {
        boolean isClient = key == clientKey;
        try {
            if (key.isConnectable()) {
                connected = server.finishConnect();
            }
            if (key.isReadable()) {
                (isClient ? up : down).read(buffer, now);
            }
        } catch (IOException lost) {
            lose(isClient ? client : server);
        }
    }

    /** Passes on what is due, and says after how many nanoseconds there is more to do. */
    long pump(long now) {
        if (!connected) {
            watch();
            return Pipe.NEVER;
        }
        long wait = Math.min(pump(up, server, now), pump(down, client, now));
        tidy();
        watch();
        return wait;
    }

    private long pump(Pipe pipe, SocketChannel target, long now) {
        if (!target.isOpen()) {
            return Pipe.NEVER;
        }
        try {
            return pipe.pump(now);
        } catch (IOException lost) {
            lose(target);
            return Pipe.NEVER;
        }
    }

    void passed(boolean toServer, byte[] bytes) {
        proxy.passed(number, toServer, bytes);
    }

    void tellEnding() {
        if (!toldEnding) {
            toldEnding = true;
            proxy.ending(number);
        }
    }

    void strike(Kind kind, Pipe pipe) throws IOException {
        proxy.struck(kind);
        if (kind == Kind.BLACK_HOLE) {
            pipe.silence();
            return;
        }
        tellEnding();
        switch (kind) {
            case HALF_CLOSE -> pipe.end();
            case CUT -> {
                cut = true;
                up.end();
                down.end();
            }
            default -> abort();
        }
    }

    /** One side is gone without a word: the other one is told by a reset, unless the way to it is silent. */
    private void lose(SocketChannel gone) {
        tellEnding();
        abort(gone);
        boolean isClient = gone == client;
        if (cut || (isClient ? up : down).isSilent()) {
            (isClient ? down : up).silence();
        } else {
            abort(isClient ? server : client);
        }
    }

    /** A side that has ended and knows of the other's end is done, as is one that has ended with nobody left to hear it. */
    private void tidy() {
        boolean clientDone = up.hasSourceEnded() && (down.isOver() || !server.isOpen());
        boolean serverDone = down.hasSourceEnded() && (up.isOver() || !client.isOpen());
        if (clientDone) {
            close(client);
        }
        if (serverDone) {
            close(server);
        }
    }

    private void watch() {
        if (clientKey.isValid()) {
            clientKey.interestOps(connected ? interest(up, down) : 0);
        }
        if (serverKey.isValid()) {
            serverKey.interestOps(connected ? interest(down, up) : SelectionKey.OP_CONNECT);
        }
    }

    private static int interest(Pipe from, Pipe to) {
        return (from.wantsBytes() ? SelectionKey.OP_READ : 0) | (to.isTargetFull() ? SelectionKey.OP_WRITE : 0);
    }

    void abort() {
        abort(client);
        abort(server);
    }

    private static void abort(SocketChannel channel) {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException alreadyClosed) {
            // then there is nobody left to reset
        }
        close(channel);
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // it is of no use any more, closed or not
        }
    }
}
