package io.github.kosmasdk.playground;

import java.util.Objects;

/** A flow cannot be brought to its result; the code is a category of the contract. */
final class FlowFailure extends RuntimeException {
    private final String code;

    FlowFailure(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), "");
    }
}
