package io.github.kosmasdk.internal.json;

import io.github.kosmasdk.ResponseLimits;
import java.nio.charset.StandardCharsets;

/** Bodies of answers, as the transport gives them. */
public final class Bodies {

    private Bodies() {}

    public static JsonBody of(String json) {
        return of(json.getBytes(StandardCharsets.UTF_8), ResponseLimits.STANDARD);
    }

    static JsonBody of(byte[] bytes, ResponseLimits limits) {
        return new JsonBody.Factory(limits).of(bytes, 0, bytes.length);
    }
}
