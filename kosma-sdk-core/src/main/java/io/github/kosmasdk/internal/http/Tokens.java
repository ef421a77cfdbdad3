package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.error.KosmaUsageException;
import java.util.function.Supplier;

/** The token, asked for and looked at. Its text never gets into a message. */
final class Tokens {

    private Tokens() {}

    static String checked(Supplier<String> supplier) {
        String token;
        try {
            token = supplier.get();
        } catch (RuntimeException e) {
            throw new KosmaUsageException("There is no API token: the token supplier failed", e);
        }
        if (token == null || token.isBlank()) {
            throw new KosmaUsageException("There is no API token: the token supplier gave nothing. Make a token in the"
                    + " portal of the environment and set it on the builder (kosma.token)");
        }
        if (!isVisibleAscii(token)) {
            throw new KosmaUsageException("The API token holds a character that no token can have, such as a space or a"
                    + " line break: check how it was copied (kosma.token)");
        }
        return token;
    }

    private static boolean isVisibleAscii(String token) {
        for (int i = 0; i < token.length(); i++) {
            if (token.charAt(i) <= ' ' || token.charAt(i) >= 127) {
                return false;
            }
        }
        return true;
    }
}
