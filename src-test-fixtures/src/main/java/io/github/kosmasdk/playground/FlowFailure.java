package io.github.kosmasdk.playground;

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
}
