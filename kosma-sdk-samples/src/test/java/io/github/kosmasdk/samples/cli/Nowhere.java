package io.github.kosmasdk.samples.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;

/** A port on which nothing listens, and which nobody else can take meanwhile. */
final class Nowhere implements AutoCloseable {

    private final Socket taken = new Socket();

    Nowhere() throws IOException {
        taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    String hostAndPort() {
        return "127.0.0.1:" + taken.getLocalPort();
    }

    /** Both APIs are there. */
    List<String> settings() {
        return List.of(
                "--kosma.base-url=http://" + hostAndPort(),
                "--kosma.auth-base-url=http://" + hostAndPort(),
                "--kosma.token=the-only-token");
    }

    @Override
    public void close() throws IOException {
        taken.close();
    }
}
