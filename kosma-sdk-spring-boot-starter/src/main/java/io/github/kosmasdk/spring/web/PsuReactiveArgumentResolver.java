package io.github.kosmasdk.spring.web;

import io.github.kosmasdk.session.Psu;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.SyncHandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;

/**
 * Fills a {@link Psu} parameter of a Spring WebFlux controller method with the {@code User-Agent} header and the client
 * address of the request. A proxy's headers count only as far as the server is set up to trust them
 * ({@code server.forward-headers-strategy}). A request without a user agent is answered with 400.
 */
public final class PsuReactiveArgumentResolver implements SyncHandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Psu.class;
    }

    @Override
    public Psu resolveArgumentValue(
            MethodParameter parameter, BindingContext bindingContext, ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        return PsuOfRequest.of(
                request.getHeaders().getFirst(HttpHeaders.USER_AGENT), address(request.getRemoteAddress()));
    }

    /** An address from a proxy's header is not resolved: then its text is what the proxy said. */
    private static @Nullable String address(@Nullable InetSocketAddress remote) {
        if (remote == null) {
            return null;
        }
        return remote.getAddress() == null
                ? remote.getHostString()
                : remote.getAddress().getHostAddress();
    }
}
