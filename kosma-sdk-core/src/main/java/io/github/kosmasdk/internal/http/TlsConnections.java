package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.KosmaTls;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;

/** Secures every new connection with the trust and the certificate that are good at that moment. */
final class TlsConnections extends SslContext {

    private final Supplier<KosmaTls> current;

    TlsConnections(Supplier<KosmaTls> current) {
        this.current = current;
    }

    @Override
    protected SslHandler newHandler(ByteBufAllocator alloc, String host, int port, boolean startTls) {
        KosmaTls tls = current.get();
        return new SecuredConnection(tls, engine(tls, tls.sslContext().createSSLEngine(host, port)));
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
}
