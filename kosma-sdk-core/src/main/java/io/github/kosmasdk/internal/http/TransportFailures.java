package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.error.CallInfo;
import io.github.kosmasdk.error.KosmaTransportException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import reactor.netty.http.client.PrematureCloseException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolShutdownException;

/** Says in words what broke on the way. */
final class TransportFailures {

    private TransportFailures() {}

    static KosmaTransportException of(Throwable failure, URI uri, CallInfo call, boolean left) {
        String to = uri.getHost() + (uri.getPort() >= 0 ? ":" + uri.getPort() : "");
        if (failure instanceof ProxyTunnel.TunnelException tunnel) {
            return new KosmaTransportException(tunnel.getMessage(), tunnel.getCause(), call, left, tunnel.canPass());
        }
        if (failure instanceof SSLException tls) {
            return TlsFailures.of(tls, to, call, left);
        }
        if (failure instanceof DecoderException && failure.getCause() instanceof SSLException tls) {
            return TlsFailures.of(tls, to, call, left);
        }
        if (failure instanceof UnknownHostException) {
            return new KosmaTransportException("the host " + to + " is not known", failure, call, left, true);
        }
        if (failure instanceof ConnectTimeoutException) {
            return new KosmaTransportException("connecting to " + to + " took too long", failure, call, left, true);
        }
        if (failure instanceof ConnectException) {
            return new KosmaTransportException(
                    "no connection to " + to + ": nothing is listening there, or it refused",
                    failure,
                    call,
                    left,
                    true);
        }
        if (failure instanceof PoolAcquirePendingLimitException) {
            return new KosmaTransportException(
                    "too many calls are waiting for a connection to " + to + ": enlarge the connection pool",
                    failure,
                    call,
                    left,
                    true);
        }
        if (failure instanceof PoolShutdownException) {
            return new KosmaTransportException(
                    "the client was closed while the call waited for a connection to " + to,
                    failure,
                    call,
                    left,
                    false);
        }
        if (failure instanceof AnswerTooLargeException) {
            return new KosmaTransportException(
                    "the answer from " + to + " is larger than this client reads: " + failure.getMessage()
                            + ". Reading stopped there; if such answers are to be expected, raise the limit",
                    null,
                    call,
                    true,
                    false);
        }
        if (failure instanceof PrematureCloseException || failure instanceof PrematureChannelClosureException) {
            return new KosmaTransportException(
                    "the connection to " + to + " was closed before the answer was complete",
                    failure,
                    call,
                    left,
                    true);
        }
        if (failure instanceof IOException) {
            return new KosmaTransportException("the connection to " + to + " broke", failure, call, left, true);
        }
        return new KosmaTransportException(
                "the answer from " + to + " is not usable: "
                        + failure.getClass().getSimpleName(),
                failure,
                call,
                left,
                false);
    }

    /** Whether it happened inside of the client's own pool of connections, and so says nothing of the service. */
    static boolean isOfOwnPool(KosmaTransportException failure) {
        return failure.getCause() instanceof PoolAcquirePendingLimitException
                || failure.getCause() instanceof PoolShutdownException;
    }
}
