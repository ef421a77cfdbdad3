package io.github.kosmasdk.internal.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.AttributeKey;

/**
 * Puts path and query into a request just before it is written. reactor-netty, whose own loggers write whole URLs, only
 * ever sees the origin: some of the links are the right to continue a consumer's login.
 */
@Sharable
final class PathOnTheWire extends ChannelOutboundHandlerAdapter {

    private static final AttributeKey<String> PATH = AttributeKey.valueOf(PathOnTheWire.class, "path");

    /** Sets what the next request on this connection asks for. */
    static void set(Channel channel, String path) {
        channel.attr(PATH).set(path);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        context.write(message instanceof HttpRequest request ? withPath(context.channel(), request) : message, promise);
    }

    /** The request that reactor-netty keeps and logs stays as it is. */
    private static HttpRequest withPath(Channel channel, HttpRequest request) {
        String path = channel.attr(PATH).getAndSet(null);
        if (path == null) {
            throw new IllegalStateException("a request without a path");
        }
        return request instanceof FullHttpRequest full
                ? full.setUri(path)
                : new DefaultHttpRequest(request.protocolVersion(), request.method(), path, request.headers());
    }
}
