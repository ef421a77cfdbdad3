package io.github.kosmasdk.faults;

/**
 * The faults of both directions.
 *
 * @param toServer those of what clients send
 * @param toClient those of what the server sends
 */
public record ConnectionFaults(Direction toServer, Direction toClient) {

    ConnectionFaults(TcpFaultProxy proxy) {
        this(new Direction(proxy), new Direction(proxy));
    }

    void forget() {
        toServer.forget();
        toClient.forget();
    }
}
