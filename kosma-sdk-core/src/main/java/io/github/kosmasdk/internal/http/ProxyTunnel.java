package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.KosmaProxy;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.proxy.ProxyConnectionEvent;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reactor.netty.NettyPipeline;
import reactor.netty.http.HttpResources;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.ProxyProvider;

/** Leads connections through a forward proxy, and says in words what went wrong on the way to it and through it. */
final class ProxyTunnel {

    /** Words of netty for what the proxy said: a status of HTTP, or the name of one of SOCKS. */
    private static final Pattern ANSWER = Pattern.compile("(status|authStatus|authMethod): (\\w+)");

    private static final Set<String> TARGET_NOT_REACHED = Set.of(
            "500",
            "502",
            "503",
            "504",
            "FAILURE",
            "NETWORK_UNREACHABLE",
            "HOST_UNREACHABLE",
            "CONNECTION_REFUSED",
            "TTL_EXPIRED",
            "REJECTED_OR_FAILED");

    private static final Set<String> LOGIN_REFUSED =
            Set.of("407", "UNACCEPTED", "IDENTD_UNREACHABLE", "IDENTD_AUTH_FAILURE");

    private final KosmaProxy proxy;

    ProxyTunnel(KosmaProxy proxy) {
        this.proxy = proxy;
    }

    boolean leadsTo(URI target) {
        return proxy.leadsTo(target.getHost());
    }

    /** The names of targets stay unresolved for the proxy to look up; its own name is looked up per connection. */
    HttpClient through(HttpClient direct, Duration connectTimeout) {
        String host = proxy.host().replaceAll("[\\[\\]]", "");
        InetSocketAddress address = InetSocketAddress.createUnresolved(host, proxy.port());
        return direct.proxy(spec -> {
                    ProxyProvider.Builder builder = spec.type(
                                    ProxyProvider.Proxy.valueOf(proxy.type().name()))
                            .socketAddress(() -> address)
                            .connectTimeoutMillis(connectTimeout.toMillis());
                    proxy.user().ifPresent(builder::username);
                    proxy.password().ifPresent(password -> builder.password(user -> password));
                })
                .doOnChannelInit((observer, channel, target) -> channel.pipeline()
                        .addFirst(new LooksUpProxy())
                        .addAfter(NettyPipeline.ProxyHandler, null, new AwaitsTunnel()));
    }

    /**
     * Says what went wrong with the tunnel.
     *
     * @param failure any failure of a call through the tunnel
     * @param target what was called
     * @return what it means, the failure itself where it is not about the tunnel
     */
    Throwable explained(Throwable failure, URI target) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProxyConnectException refused) {
                return refusal(refused, target.getHost());
            }
        }
        if (failure instanceof UnknownHostException) {
            return new TunnelException("the host of the " + proxy + " is not known", failure, true);
        }
        if (failure instanceof ConnectException) {
            return new TunnelException(
                    "no connection to the " + proxy + ": nothing is listening there, it refused, or it took too long",
                    failure,
                    true);
        }
        return failure;
    }

    private static Future<? extends SocketAddress> lookUp(SocketAddress proxy, EventExecutor executor) {
        return HttpResources.get()
                .getOrCreateDefaultResolver()
                .getResolver(executor)
                .resolve(proxy);
    }

    private TunnelException refusal(ProxyConnectException refused, String target) {
        Matcher answer = ANSWER.matcher(String.valueOf(refused.getMessage()));
        if (!answer.find()) {
            return new TunnelException(
                    "the " + proxy + " opened no tunnel to " + target + ": it closed the connection, gave no answer in"
                            + " time, or is no proxy of that type",
                    refused,
                    true);
        }
        String word = answer.group(2);
        if (LOGIN_REFUSED.contains(word) || !answer.group(1).equals("status")) {
            String how = proxy.user().isEmpty()
                    ? " asks for a login, and none is set"
                    : " did not accept the login: check user and password";
            return new TunnelException("the " + proxy + how + " (" + word + ")", refused, false);
        }
        if (TARGET_NOT_REACHED.contains(word)) {
            return new TunnelException(
                    "the " + proxy + " could not reach " + target + " (" + word + ")", refused, true);
        }
        return new TunnelException(
                "the " + proxy + " does not allow connections to " + target + " (" + word + ")", refused, false);
    }

    /** There is no tunnel. The message is for people. */
    static final class TunnelException extends IOException {

        private static final long serialVersionUID = 1L;

        private final boolean canPass;

        TunnelException(String message, Throwable cause, boolean canPass) {
            super(message, cause);
            this.canPass = canPass;
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }

        boolean canPass() {
            return canPass;
        }
    }

    /** Netty calls a connection active when it has reached the proxy; for all that follows it has to reach the target. */
    private static final class AwaitsTunnel extends ChannelInboundHandlerAdapter {

        @Override
        public void channelActive(ChannelHandlerContext context) {
            // not yet
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            context.fireUserEventTriggered(event);
            if (event instanceof ProxyConnectionEvent) {
                context.fireChannelActive();
            }
        }
    }

    /** Netty's proxies want an address; this one stands before them and makes one of the name, without blocking. */
    private static final class LooksUpProxy extends ChannelOutboundHandlerAdapter {

        @Override
        public void connect(
                ChannelHandlerContext context, SocketAddress proxy, SocketAddress local, ChannelPromise promise) {
            lookUp(proxy, context.executor()).addListener((Future<SocketAddress> found) -> {
                if (found.isSuccess()) {
                    context.connect(found.getNow(), local, promise);
                } else {
                    promise.tryFailure(found.cause());
                }
            });
        }
    }
}
