package io.github.kosmasdk;

import io.github.kosmasdk.error.KosmaUsageException;
import java.time.Duration;

/**
 * The connections a client keeps to each API host. Waiting for a connection counts towards the deadline of the call.
 *
 * @param maxConnections connections to one host at the same time
 * @param maxPending calls that may wait for a connection; further ones are refused at once
 * @param maxIdle how long an unused connection is kept; keep it below the idle limit of what stands in between
 * @param maxLife how long any connection is kept, so that a change in DNS is noticed
 * @param connectTimeout how long one connection may take to be made
 */
public record ConnectionPool(
        int maxConnections, int maxPending, Duration maxIdle, Duration maxLife, Duration connectTimeout) {

    /** 50 connections, 500 waiting, idle for 30 s, alive for 5 min, 5 s to connect. */
    public static final ConnectionPool STANDARD =
            new ConnectionPool(50, 500, Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofSeconds(5));

    /**
     * Checks the parts.
     *
     * @throws KosmaUsageException when a number is less than 1 or a duration less than 1 ms
     */
    public ConnectionPool {
        if (maxConnections < 1 || maxPending < 1) {
            throw new KosmaUsageException(
                    "A connection pool needs room for at least 1 connection and 1 waiting call, not " + maxConnections
                            + " and " + maxPending);
        }
        for (Duration duration : new Duration[] {maxIdle, maxLife, connectTimeout}) {
            if (duration.compareTo(Duration.ofMillis(1)) < 0) {
                throw new KosmaUsageException("Durations of a connection pool are at least 1 ms, not " + duration);
            }
        }
    }

    /**
     * The same with another number of connections.
     *
     * @param maxConnections connections to one host at the same time
     * @return the changed pool
     */
    public ConnectionPool withMaxConnections(int maxConnections) {
        return new ConnectionPool(maxConnections, maxPending, maxIdle, maxLife, connectTimeout);
    }
}
