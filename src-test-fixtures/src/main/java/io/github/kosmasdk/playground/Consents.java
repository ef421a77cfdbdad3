package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.Bank.Connection;
import io.github.kosmasdk.playground.Flow.State;
import io.github.kosmasdk.playground.SessionRequest.ConsentScope;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Consents and their tokens: each call takes the latest token and hands out the next one. */
final class Consents {
    static final String CONSENTS = "/xs2a/v1/consents";
    private static final List<String> CALLS = List.of("accounts", "account_details", "balances", "transactions");
    private static final Map<Transfer.State, String> BANK_STATES = Map.of(
            Transfer.State.AUTHORIZED, "ACTC",
            Transfer.State.COMPLETED_DEBTOR, "ACSC",
            Transfer.State.COMPLETED_CREDITOR, "ACCC",
            Transfer.State.REJECTED, "RJCT",
            Transfer.State.CANCELED, "CANC");

    private final Books books;
    private final Clock clock;
    private final Supplier<URI> baseUrl;
    private final boolean lenient;
    private final Map<String, Consent> consents = new HashMap<>();
    private final Map<String, Consent> bySession = new HashMap<>();
    private final Map<String, Token> transferTokens = new HashMap<>();

    Consents(Books books, Clock clock, Supplier<URI> baseUrl, boolean lenient) {
        this.books = books;
        this.clock = clock;
        this.baseUrl = baseUrl;
        this.lenient = lenient;
    }

    private static final class Consent {
        private final String id = Ids.next();
        private final Session session;
        private final ConsentScope scope;
        private final Instant end;
        private final Token token;
        private boolean troubled;

        Consent(Session session, ConsentScope scope, Instant end, boolean lenient) {
            this.session = session;
            this.scope = scope;
            this.end = end;
            this.token = new Token("consent", id, lenient);
        }
    }

    /** A secret that changes with every use. */
    private static final class Token {
        private final String kind;
        private final String of;
        private final boolean lenient;
        private @Nullable String before;
        private String latest;

        Token(String kind, String of, boolean lenient) {
            this.kind = kind;
            this.of = of;
            this.lenient = lenient;
            this.latest = make();
        }

        /** Whether this is the latest one; leniently, the one before is good for one more use. */
        boolean accepts(String token) {
            if (lenient && token.equals(before)) {
                before = null;
                return true;
            }
            return token.equals(latest);
        }

        String next() {
            before = latest;
            latest = make();
            return latest;
        }

        private String make() {
            return Jwt.of(Json.object().put("kind", kind).put("of", of).put("jti", Ids.next()));
        }
    }

    synchronized void clear() {
        consents.clear();
        bySession.clear();
        transferTokens.clear();
    }

    synchronized String firstTransferToken(String transferId) {
        Token token = new Token("transfer", transferId, lenient);
        transferTokens.put(transferId, token);
        return token.latest;
    }

    /**
     * The consent of a session, with a new token. The caller holds the session's monitor.
     *
     * @throws ApiError when the session has none, or none yet
     */
    synchronized ObjectNode fetch(Session session) {
        ConsentScope scope = session.request.consentScope();
        boolean finished = session.flows.stream().anyMatch(flow -> flow.state == State.FINISHED);
        if (!finished
                || scope == null
                || scope.lifetime() == 0
                || scope.calls().isEmpty()
                || session.connection == Connection.FALLBACK) {
            throw ApiError.notFound("Could not request a consent token: the session has no consent");
        }
        Consent consent = bySession.get(session.id);
        if (consent == null) {
            consent = new Consent(session, scope, clock.instant().plus(Duration.ofDays(scope.lifetime())), lenient);
            bySession.put(session.id, consent);
            consents.put(consent.id, consent);
        } else {
            consent.token.next();
        }
        ObjectNode data = Json.object().put("consent_id", consent.id).put("consent_token", consent.token.latest);
        ObjectNode urls = data.putObject("consents");
        for (String call : CALLS) {
            if (scope.calls().contains(call)) {
                urls.put(call, baseUrl.get() + CONSENTS + "/" + consent.id + "/" + call.replace('_', '-') + "/get");
            }
        }
        return data;
    }

    /** The calls of the consents API. */
    Reply handle(Call call) {
        List<String> path = call.segmentsAfter(CONSENTS);
        if (path.size() != 5
                || !path.get(1).equals("transfers")
                || !path.subList(3, 5).equals(List.of("state", "get"))) {
            throw ApiError.notFound("There is nothing at " + call.path());
        }
        if (!call.method().equals("POST")) {
            throw ApiError.methodNotAllowed(call.method(), call.path());
        }
        return transferState(path.get(0), path.get(2), Body.of(call.body()));
    }

    private synchronized Reply transferState(String consentId, String transferId, Body body) {
        String consentToken = body.requiredText("consent_token");
        String transferToken = body.requiredText("transfer_token");
        Body psu = body.object("psu");
        if (psu != null) {
            psu.requiredText("user_agent");
            psu.requiredText("ip_address");
        }
        body.complete();
        Consent consent = consents.get(consentId);
        if (consent == null) {
            throw ApiError.notFound("There is no consent with the id " + consentId);
        }
        if (!clock.instant().isBefore(consent.end)) {
            throw new ApiError(400, "CONSENT.EXPIRED", "The lifetime of the consent is over", List.of());
        }
        if (!consent.token.accepts(Objects.requireNonNull(consentToken))) {
            throw consentError("The consent token is not the latest one");
        }
        Optional<Transfer> transfer = books.transfer(transferId)
                .filter(made -> made.sessionId().equals(consent.session.id))
                .filter(made -> transferTokens.containsKey(made.id()));
        if (transfer.isEmpty()) {
            return refused(
                    ApiError.notFound("There is no transfer with the id " + transferId + " in this consent"),
                    consent,
                    null);
        }
        Token token = transferTokens.get(transferId);
        if (!token.accepts(Objects.requireNonNull(transferToken))) {
            return refused(consentError("The transfer token is not the latest one"), consent, null);
        }
        if (!consent.scope.calls().contains(FlowType.TRANSFER.key())) {
            ApiError notGranted = new ApiError(
                    400, "CONSENT.RESOURCE_NOT_GRANTED", "The consent does not cover transfers", List.of());
            return refused(notGranted, consent, token);
        }
        if (transfer.get().user().equals(Payments.STATE_TROUBLE) && !consent.troubled) {
            consent.troubled = true;
            return refused(new ApiError(400, "BANK", "The bank has a technical problem", List.of()), consent, token);
        }
        Transfer.State state = transfer.get().state();
        ObjectNode data = Json.object();
        data.putObject("result")
                .put("transfer_state", state.name())
                .put("bank_transfer_state", BANK_STATES.get(state))
                .put("transfer_token", token.next());
        data.put("consent_token", consent.token.next());
        return Reply.json(200, Json.data(data));
    }

    private static ApiError consentError(String message) {
        return new ApiError(400, "CONSENT", message, List.of());
    }

    /** An error after which the consent, and the transfer where its token is given, can be used again. */
    private static Reply refused(ApiError error, Consent consent, @Nullable Token transferToken) {
        ObjectNode body = error.toJson().put("consent_token", consent.token.next());
        if (transferToken != null) {
            body.put("transfer_token", transferToken.next());
        }
        return Reply.json(error.status(), body);
    }
}
