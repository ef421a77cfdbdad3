package io.github.kosmasdk.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

/** A setting is missing or wrong, so that no client can be made. */
final class KosmaConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    KosmaConfigurationException(String description, String action) {
        this(description, action, null);
    }

    KosmaConfigurationException(String description, String action, @Nullable Throwable cause) {
        super(description, cause);
        this.action = action;
    }

    String description() {
        return String.valueOf(getMessage());
    }

    String action() {
        return action;
    }
}
