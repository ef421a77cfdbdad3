package io.github.kosmasdk.faults;

/**
 * Sees what a proxy passes on, in the order in which it does. It is called on the proxy's only thread, so it has to be quick, and a
 * slow one holds up every connection.
 */
public interface Tap {
    /**
     * Bytes were handed to the receiver's socket.
     *
     * @param connection the number of the connection, from 1 on
     * @param toServer whether they went to the server, or else to the client
     * @param bytes the bytes
     */
    void passed(long connection, boolean toServer, byte[] bytes);

    /**
     * The connection comes to its end: a fault struck that ends it, or one side closed or lost it. It is told once, at the first sign;
     * where only one direction has ended, bytes of the other one can still follow.
     *
     * @param connection the number of the connection
     */
    void ending(long connection);
}
