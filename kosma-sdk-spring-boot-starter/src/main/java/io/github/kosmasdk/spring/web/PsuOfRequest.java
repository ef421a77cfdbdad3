package io.github.kosmasdk.spring.web;

import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.session.Psu;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Makes a {@link Psu} of what a request says, or answers 400. */
final class PsuOfRequest {

    private PsuOfRequest() {}

    static Psu of(@Nullable String userAgent, @Nullable String clientAddress) {
        if (userAgent == null || userAgent.isBlank()) {
            throw badRequest("The request has no User-Agent header; the bank asks for the user agent of the consumer");
        }
        try {
            return new Psu(userAgent, literal(clientAddress));
        } catch (KosmaUsageException e) {
            throw badRequest("The client address of the request is not an IP address;"
                    + " the bank asks for the IP address of the consumer");
        }
    }

    /** Containers write IPv6 with brackets or a zone, neither of which means anything to the bank. */
    private static String literal(@Nullable String clientAddress) {
        if (clientAddress == null) {
            return "";
        }
        String address = clientAddress.startsWith("[") && clientAddress.endsWith("]")
                ? clientAddress.substring(1, clientAddress.length() - 1)
                : clientAddress;
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }

    private static ResponseStatusException badRequest(String reason) {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST, reason);
    }
}
