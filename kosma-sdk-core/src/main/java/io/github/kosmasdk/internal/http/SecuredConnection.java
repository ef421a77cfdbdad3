package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.KosmaTls;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;

/** Secures a connection, and knows what it was secured with. */
final class SecuredConnection extends SslHandler {

    private final KosmaTls with;

    SecuredConnection(KosmaTls with, SSLEngine engine) {
        super(engine);
        this.with = with;
    }

    /** Whether trust or certificate were replaced since a connection was made. One without TLS is never outdated. */
    static boolean isOutdated(Channel channel, Supplier<KosmaTls> current) {
        SecuredConnection secured = channel.pipeline().get(SecuredConnection.class);
        return secured != null && secured.isAnother(current);
    }

    /** Where it cannot be told, the connection stays: the pool could not go on with a failure. The next one made tells it. */
    private boolean isAnother(Supplier<KosmaTls> current) {
        try {
            return with != current.get();
        } catch (RuntimeException e) {
            return false;
        }
    }
}
