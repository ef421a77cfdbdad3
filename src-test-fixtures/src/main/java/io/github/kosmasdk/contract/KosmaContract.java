package io.github.kosmasdk.contract;

import io.github.kosmasdk.contract.Description.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Holds what went over the wire against the project's OpenAPI description (the resource {@code kosma/openapi.yaml}).
 *
 * <p>Strict, an unknown member or an unknown value of an open enumeration is a problem: a test should raise the alarm where
 * production reads on. Requests are always read strictly. Answers are always checked; a request is checked unless the
 * answer refused it (4xx other than 404, 409 and 429), for then it was perhaps meant to be wrong.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class KosmaContract {
    private static final List<String> OUTSIDE = List.of("/bank", "/__admin");

    private enum Requests {
        NONE,
        ACCEPTED,
        ALL
    }

    private final Description answers;
    private final Requests requests;

    private KosmaContract(Description answers, Requests requests) {
        this.answers = answers;
        this.requests = requests;
    }

    /** Unknown members and values are problems, in requests and in answers. */
    public static KosmaContract strict() {
        return new KosmaContract(Description.strict(), Requests.ACCEPTED);
    }

    /** Answers may hold unknown members and values, as a reader in production must accept them. */
    public static KosmaContract tolerant() {
        return new KosmaContract(Description.tolerant(), Requests.ACCEPTED);
    }

    /** Checks no request: for tests that play a faulty client on purpose. */
    public KosmaContract answersOnly() {
        return new KosmaContract(answers, Requests.NONE);
    }

    /** Checks every request, also one that was refused: for tests of a client that never should send a faulty one. */
    public KosmaContract refusedRequestsToo() {
        return new KosmaContract(answers, Requests.ALL);
    }

    /**
     * Checks one exchange. Those outside the API (pages of the simulated bank, administration) are passed over.
     *
     * @return the problems in words, empty when there are none
     */
    public List<String> check(Exchange exchange) {
        String path = exchange.url().getPath();
        if (OUTSIDE.stream().anyMatch(o -> path.equals(o) || path.startsWith(o + "/"))) {
            return List.of();
        }
        Optional<Operation> operation = answers.operation(exchange.method(), path);
        if (operation.isEmpty()) {
            return List.of("is no operation of the description");
        }
        List<String> problems = new ArrayList<>();
        if (checksRequest(exchange.status())) {
            problems.addAll(request(operation.get(), exchange));
        }
        problems.addAll(answer(operation.get(), exchange));
        return List.copyOf(problems);
    }

    /**
     * Fails with every problem of every exchange, if there is one.
     *
     * @throws AssertionError naming the exchanges and what is wrong with them
     */
    public void assertValid(Collection<Exchange> exchanges) {
        String report = exchanges.stream()
                .flatMap(exchange -> check(exchange).stream()
                        .map(problem -> "%s %s -> %d: %s"
                                .formatted(exchange.method(), exchange.url(), exchange.status(), problem)))
                .collect(Collectors.joining("\n  "));
        if (!report.isEmpty()) {
            throw new AssertionError("The exchanges do not keep to kosma/openapi.yaml:\n  " + report);
        }
    }

    /**
     * Checks the body of a request of an operation, always strictly.
     *
     * @param operationId as in the description, such as {@code startSession}
     */
    public List<String> checkRequestBody(String operationId, String json) {
        JsonNode body = operation(operationId).node().path("requestBody");
        return body.isMissingNode()
                ? List.of("request body: " + operationId + " takes none")
                : prefixed("request body ", Description.strict().check(jsonSchema(body), json));
    }

    /**
     * Checks the body of an answer of an operation.
     *
     * @param operationId as in the description, such as {@code startSession}
     */
    public List<String> checkAnswerBody(String operationId, int status, String json) {
        return response(operation(operationId), status)
                .map(response -> response.has("content")
                        ? prefixed("answer body ", answers.check(jsonSchema(response), json))
                        : List.of("answer body: there must be none with " + status))
                .orElseGet(() -> List.of("status " + status + " is not described for " + operationId));
    }

    /**
     * Checks a text against one of the named schemas, strictly if this contract is strict: for what is never in the open on
     * the wire, such as {@code FormSubmission}, the plain text of an encrypted form.
     */
    public List<String> checkSchema(String schemaName, String json) {
        return answers.check(
                JsonNodeFactory.instance.objectNode().put("$ref", "#/components/schemas/" + schemaName), json);
    }

    private boolean checksRequest(int status) {
        boolean refused = status >= 400 && status < 500 && status != 404 && status != 409 && status != 429;
        return requests == Requests.ALL || requests == Requests.ACCEPTED && !refused;
    }

    private static List<String> request(Operation operation, Exchange exchange) {
        List<String> problems = new ArrayList<>();
        List<String> authorization = header(exchange.requestHeaders(), "authorization");
        if (operation.token()) {
            if (authorization.size() != 1 || !authorization.get(0).matches("Token \\S+")) {
                problems.add("request header Authorization: must be one, `Token` and the token");
            }
        } else if (!authorization.isEmpty()) {
            problems.add("request header Authorization: must never go to the Auth API");
        }
        JsonNode body = operation.node().path("requestBody");
        if (exchange.requestBody().isEmpty()) {
            if (body.path("required").asBoolean(false)) {
                problems.add("request body: missing");
            }
        } else if (body.isMissingNode()) {
            problems.add("request body: there must be none");
        } else {
            problems.addAll(prefixed("request ", contentType(body, exchange.requestHeaders())));
            problems.addAll(
                    prefixed("request body ", Description.strict().check(jsonSchema(body), exchange.requestBody())));
        }
        return problems;
    }

    private List<String> answer(Operation operation, Exchange exchange) {
        Optional<JsonNode> described = response(operation, exchange.status());
        if (described.isEmpty()) {
            return List.of("status " + exchange.status() + " is not described for " + operation.id());
        }
        JsonNode response = described.get();
        List<String> problems = new ArrayList<>();
        response.path("headers").properties().stream()
                .filter(h -> answers.resolve(h.getValue()).path("required").asBoolean(false))
                .filter(h -> header(exchange.responseHeaders(), h.getKey()).isEmpty())
                .forEach(h -> problems.add("answer header " + h.getKey() + ": missing"));
        if (!response.has("content")) {
            if (!exchange.responseBody().isEmpty()) {
                problems.add("answer body: there must be none");
            }
            return problems;
        }
        List<String> type = contentType(response, exchange.responseHeaders());
        problems.addAll(prefixed("answer ", type));
        if (type.isEmpty() && mediaType(exchange.responseHeaders()).equals("application/json")) {
            problems.addAll(prefixed("answer body ", answers.check(jsonSchema(response), exchange.responseBody())));
        }
        return problems;
    }

    private Operation operation(String operationId) {
        return answers.operation(operationId)
                .orElseThrow(() -> new IllegalArgumentException("no such operation: " + operationId));
    }

    private Optional<JsonNode> response(Operation operation, int status) {
        JsonNode responses = operation.node().get("responses");
        return Stream.of(Integer.toString(status), status / 100 + "XX")
                .filter(responses::has)
                .map(responses::get)
                .map(answers::resolve)
                .findFirst();
    }

    private static JsonNode jsonSchema(JsonNode bodyOrResponse) {
        return bodyOrResponse.get("content").get("application/json").get("schema");
    }

    private static List<String> contentType(JsonNode bodyOrResponse, Map<String, List<String>> headers) {
        String type = mediaType(headers);
        if (!bodyOrResponse.get("content").has(type)) {
            return List.of("header Content-Type: `" + type + "` is not described");
        }
        boolean charset = header(headers, "content-type").stream()
                .map(value -> value.toLowerCase(Locale.ROOT).replaceAll("[\\s\"]", ""))
                .allMatch(value -> !value.contains(";charset=") || value.contains(";charset=utf-8"));
        return charset ? List.of() : List.of("header Content-Type: the charset must be utf-8");
    }

    private static String mediaType(Map<String, List<String>> headers) {
        return header(headers, "content-type").stream()
                .findFirst()
                .map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    private static List<String> header(Map<String, List<String>> headers, String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    private static List<String> prefixed(String prefix, List<String> problems) {
        return problems.stream().map(prefix::concat).toList();
    }
}
