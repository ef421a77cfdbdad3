package io.github.kosmasdk.contract;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * One request and the answer it got, as both stood on the wire.
 *
 * @param method the HTTP method in upper case
 * @param url the absolute URL that was called
 * @param requestHeaders request headers, names in lower case
 * @param requestBody the request body as text, empty when there was none
 * @param status the HTTP status of the answer
 * @param responseHeaders response headers, names in lower case
 * @param responseBody the body of the answer as text, empty when there was none
 */
public record Exchange(
        String method,
        URI url,
        Map<String, List<String>> requestHeaders,
        String requestBody,
        int status,
        Map<String, List<String>> responseHeaders,
        String responseBody) {}
