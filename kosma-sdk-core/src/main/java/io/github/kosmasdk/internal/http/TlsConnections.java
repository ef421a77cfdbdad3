package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.KosmaTls;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;

/**
 * Secures every new connection with the trust and the certificate that are good at that moment, and knows which
 * connections were made with others.
 */
final class TlsConnections extends SslContext {

    private final Supplier<KosmaTls> current;

    TlsConnections(Supplier<KosmaTls> current) {
        this.current = current;
    }

    /** Whether trust or certificate were replaced since a connection was made. One without TLS is never outdated. */
    boolean isOutdated(Channel channel) {
        Secured secured = channel.pipeline().get(Secured.class);
        return secured != null && isAnother(secured.with);
    }

    /** Where it cannot be told, the connection stays: the pool could not go on with a failure. The next one made tells it. */
    private boolean isAnother(KosmaTls with) {
        try {
            return with != current.get();
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Override
    protected SslHandler newHandler(ByteBufAllocator alloc, String host, int port, boolean startTls) {
        KosmaTls tls = current.get();
        return new Secured(tls, engine(tls, tls.sslContext().createSSLEngine(host, port)));
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator alloc, String host, int port) {
        KosmaTls tls = current.get();
        return engine(tls, tls.sslContext().createSSLEngine(host, port));
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator alloc) {
        KosmaTls tls = current.get();
        return engine(tls, tls.sslContext().createSSLEngine());
    }

    private static SSLEngine engine(KosmaTls tls, SSLEngine engine) {
        engine.setUseClientMode(true);
        engine.setSSLParameters(tls.sslParameters());
        return engine;
    }

    @Override
    public boolean isClient() {
        return true;
    }

    @Override
    public List<String> cipherSuites() {
        return List.of(current.get().sslParameters().getCipherSuites());
    }

    @Override
    @SuppressWarnings("deprecation")
    public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return List::of;
    }

    @Override
    public SSLSessionContext sessionContext() {
        return current.get().sslContext().getClientSessionContext();
    }

    /** A secured connection, marked with what it was secured with. */
    private static final class Secured extends SslHandler {

        private final KosmaTls with;

        Secured(KosmaTls with, SSLEngine engine) {
            super(engine);
            this.with = with;
        }
    }
}
