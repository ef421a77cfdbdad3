package io.github.kosmasdk.consent;

import io.github.kosmasdk.error.KosmaUsageException;
import org.jspecify.annotations.Nullable;

/** A stored token cannot be read with the keys of this vault. Nothing was sent, and nothing was changed. */
public final class TokenProtectionException extends KosmaUsageException {

    private static final long serialVersionUID = 1L;

    TokenProtectionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
