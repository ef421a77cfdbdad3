package io.github.kosmasdk.playground;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A request that is refused, in the error envelope of the contract. */
final class ApiError extends RuntimeException {
    private final int status;
    private final String code;
    private final List<Detail> details;

    /** One broken member of a request. */
    record Detail(String code, String message, String location) {}

    ApiError(int status, String code, String message, List<Detail> details) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.details = List.copyOf(details);
    }

    static ApiError badRequest(String message) {
        return new ApiError(400, "badRequest", message, List.of());
    }

    static ApiError invalid(List<Detail> details) {
        boolean oneIsMissing = details.size() == 1 && details.get(0).code().equals("REQUIRED");
        String message = oneIsMissing ? details.get(0).message() : "Request validation failed";
        return new ApiError(400, "badRequest", message, details);
    }

    static ApiError invalid(String code, String message, String location) {
        return invalid(List.of(new Detail(code, message, location)));
    }

    static ApiError notFound(String message) {
        return new ApiError(404, "notFound", message, List.of());
    }

    static ApiError conflict(String message) {
        return new ApiError(409, "CONFLICT", message, List.of());
    }

    static ApiError methodNotAllowed(String method, String path) {
        return new ApiError(405, "methodNotAllowed", method + " is not possible on " + path, List.of());
    }

    static ApiError unauthorized(String message) {
        return new ApiError(401, "unauthorized", message, List.of());
    }

    static ApiError forbidden(String message) {
        return new ApiError(403, "badRequest", message, List.of());
    }

    String code() {
        return code;
    }

    int status() {
        return status;
    }

    Reply toReply() {
        return Reply.json(status, toJson());
    }

    ObjectNode toJson() {
        ObjectNode error = Json.object().put("code", code).put("message", getMessage());
        if (!details.isEmpty()) {
            ArrayNode errors = error.putArray("errors");
            details.forEach(detail -> errors.addObject()
                    .put("code", detail.code())
                    .put("message", detail.message())
                    .put("location", detail.location()));
        }
        ObjectNode envelope = Json.object();
        envelope.set("error", error);
        return envelope;
    }
}
