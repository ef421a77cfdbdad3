package io.github.kosmasdk.playground;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.node.ObjectNode;

/** Tokens in JWT form. Clients read the payload and have no means to check the signature. */
final class Jwt {
    private static final byte[] SECRET = "kosma-playground".getBytes(StandardCharsets.UTF_8);
    private static final ObjectNode HEADER = Json.object().put("alg", "HS256").put("typ", "JWT");

    private Jwt() {}

    static String of(ObjectNode payload) {
        String signed = Json.base64Url(HEADER) + "." + Json.base64Url(payload);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
            return signed + "." + Json.base64Url(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HmacSHA256 is part of every Java runtime", impossible);
        }
    }
}
