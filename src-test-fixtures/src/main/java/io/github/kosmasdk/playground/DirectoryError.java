package io.github.kosmasdk.playground;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** A request that the bank directory refuses, in the error format of its own. */
final class DirectoryError extends RuntimeException {
    private final int status;
    private final Code code;

    /** The codes of the contract that the simulator gives; the third one is spelled this way. */
    enum Code {
        VALIDATION_ERROR,
        API_TOKEN_INVALID,
        COUNTY_CODE_INVALID,
        TRANSFER_METHOD_INVALID,
        COUNTRY_NOT_FOUND,
        PATH_NOT_FOUND,
        PARAMETER_MISSING,
        NOT_IMPLEMENTED
    }

    DirectoryError(int status, Code code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static DirectoryError invalid(Code code, String message) {
        return new DirectoryError(400, code, message);
    }

    Reply toReply(String correlationId) {
        ObjectNode json = Json.object().put("error_code", code.name());
        json.set("error_messages", Json.array(List.of(getMessage())));
        return Reply.json(status, json.put("correlation_id", correlationId));
    }
}
