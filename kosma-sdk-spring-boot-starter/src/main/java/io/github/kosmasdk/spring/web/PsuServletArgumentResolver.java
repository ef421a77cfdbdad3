package io.github.kosmasdk.spring.web;

import io.github.kosmasdk.session.Psu;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.util.Assert;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Fills a {@link Psu} parameter of a Spring MVC controller method with the {@code User-Agent} header and the client
 * address of the request. A proxy's headers count only as far as the server is set up to trust them
 * ({@code server.forward-headers-strategy}). A request without a user agent is answered with 400.
 */
public final class PsuServletArgumentResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Psu.class;
    }

    @Override
    public Psu resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer mavContainer,
            NativeWebRequest webRequest,
            @Nullable WebDataBinderFactory binderFactory) {
        HttpServletRequest request = webRequest.getNativeRequest(HttpServletRequest.class);
        Assert.state(request != null, "No HttpServletRequest");
        return PsuOfRequest.of(request.getHeader(HttpHeaders.USER_AGENT), request.getRemoteAddr());
    }
}
