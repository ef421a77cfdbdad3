package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.Consents.Trouble;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** The calls of a consent: each one takes the latest token, and its answer hands out the next one. */
final class ConsentApi {
    static final String CONSENTS = "/xs2a/v1/consents";

    private static final List<FlowType> CALLS =
            List.of(FlowType.ACCOUNTS, FlowType.ACCOUNT_DETAILS, FlowType.BALANCES, FlowType.TRANSACTIONS);
    private static final Map<Transfer.State, String> BANK_STATES = Map.of(
            Transfer.State.AUTHORIZED, "ACTC",
            Transfer.State.COMPLETED_DEBTOR, "ACSC",
            Transfer.State.COMPLETED_CREDITOR, "ACCC",
            Transfer.State.REJECTED, "RJCT",
            Transfer.State.CANCELED, "CANC");

    private final Consents consents;
    private final Books books;
    private final Results results;
    private final Clock clock;
    private final Supplier<URI> baseUrl;
    private final int unattendedPerDay;
    private final boolean idsChange;

    ConsentApi(
            Consents consents,
            Books books,
            Results results,
            Clock clock,
            Supplier<URI> baseUrl,
            int unattendedPerDay,
            boolean idsChange) {
        this.consents = consents;
        this.books = books;
        this.results = results;
        this.clock = clock;
        this.baseUrl = baseUrl;
        this.unattendedPerDay = unattendedPerDay;
        this.idsChange = idsChange;
    }

    /** A request arrives; what is returned is to be run when its answer is handed over. */
    Runnable enter(Call call) {
        return consentId(call).flatMap(consents::grant).map(Grant::enter).orElse(() -> {});
    }

    /** It stands in the path, but for an Insights refresh, which has it in the body. */
    private static Optional<String> consentId(Call call) {
        if (call.path().equals(ConsentRefreshes.PATH)) {
            try {
                return Json.parse(call.body()).path("consent_id").asStringOpt();
            } catch (JacksonException broken) {
                return Optional.empty();
            }
        }
        return call.segmentsAfter(CONSENTS).stream().findFirst();
    }

    /**
     * The consent of a session, with a new token. The caller holds the session's monitor.
     *
     * @throws ApiError when the session has none, or none yet
     */
    ObjectNode fetch(Session session) {
        Grant grant = consents.grantOf(session);
        ObjectNode data = Json.object().put("consent_id", grant.id);
        synchronized (grant) {
            data.put("consent_token", grant.fetch());
        }
        ObjectNode urls = data.putObject("consents");
        for (FlowType call : CALLS) {
            if (grant.scope.calls().contains(call.key())) {
                urls.put(call.key(), baseUrl.get() + CONSENTS + "/" + grant.id + "/" + call.segment() + "/get");
            }
        }
        if (grant.scope.calls().contains(FlowType.INSIGHTS_REFRESH.key())) {
            urls.put(FlowType.INSIGHTS_REFRESH.key(), baseUrl.get() + ConsentRefreshes.PATH);
        }
        return data;
    }

    /**
     * An Insights refresh, which uses the token up as a call of the consent does.
     *
     * @param action what to answer; it takes the next token itself
     */
    Reply withToken(String consentId, String token, boolean attended, Function<Grant, Reply> action) {
        return called(consentId, grant -> {
            grant.use(token, clock.instant());
            if (!grant.scope.calls().contains(FlowType.INSIGHTS_REFRESH.key())) {
                return refused(grant, notGranted("The consent does not cover insights_refresh"), null);
            }
            try {
                askBank(grant, "", FlowType.INSIGHTS_REFRESH, attended);
            } catch (Refusal refusal) {
                return refused(grant, refusal.error, null);
            }
            Reply reply = action.apply(grant);
            grant.succeeded();
            return reply;
        });
    }

    Reply handle(Call call) {
        List<String> path = call.segmentsAfter(CONSENTS);
        Function<Grant, Reply> action = action(path, call);
        if (!call.method().equals("POST")) {
            throw ApiError.methodNotAllowed(call.method(), call.path());
        }
        return called(path.get(0), action);
    }

    private Reply called(String consentId, Function<Grant, Reply> action) {
        Grant grant = consents.grant(consentId)
                .orElseThrow(() -> ApiError.notFound("There is no consent with the id " + consentId));
        synchronized (grant) {
            grant.called();
            try {
                return action.apply(grant);
            } catch (ApiError withoutToken) {
                grant.refused(withoutToken);
                throw withoutToken;
            }
        }
    }

    private Function<Grant, Reply> action(List<String> path, Call call) {
        if (path.size() == 5
                && path.get(1).equals("transfers")
                && path.subList(3, 5).equals(List.of("state", "get"))) {
            return grant -> transferState(grant, path.get(2), Body.of(call.body()));
        }
        if (path.size() == 3 && path.subList(1, 3).equals(List.of("transactions", "list"))) {
            return grant -> nextPage(grant, Body.of(call.body()));
        }
        FlowType type = path.size() == 3 && path.get(2).equals("get") ? FlowType.ofSegment(path.get(1)) : null;
        if (type == null || !CALLS.contains(type)) {
            throw ApiError.notFound("There is nothing at " + call.path());
        }
        return grant -> read(grant, type, Body.of(call.body()));
    }

    private Reply read(Grant grant, FlowType type, Body body) {
        String token = body.requiredText("consent_token");
        String accountId = type == FlowType.ACCOUNTS ? "" : body.requiredText("account_id");
        LocalDate from = null;
        LocalDate to = null;
        Integer pageSize = null;
        if (type == FlowType.TRANSACTIONS) {
            from = body.requiredDate("from_date");
            to = body.requiredDate("to_date");
            pageSize = body.positive("preferred_pagination_size");
            if (from != null && to != null && from.isAfter(to)) {
                body.reject("from_date", "INVALID_VALUE", "must not be after 'to_date'");
            }
        }
        boolean attended = isAttended(body);
        body.complete();
        grant.use(Objects.requireNonNull(token), clock.instant());
        if (!grant.scope.calls().contains(type.key())) {
            return refused(grant, notGranted("The consent does not cover " + type.key()), null);
        }
        try {
            ObjectNode result = Json.object();
            switch (type) {
                case ACCOUNTS -> {
                    askBank(grant, "", type, attended);
                    if (idsChange) {
                        grant.accounts = grant.accounts.stream()
                                .map(account -> account.withId(Ids.next()))
                                .toList();
                    }
                    result.set("accounts", Results.accounts(grant.accounts));
                }
                case ACCOUNT_DETAILS, BALANCES -> {
                    Account account = account(grant, type, Objects.requireNonNull(accountId));
                    askBank(grant, account.number(), type, attended);
                    if (type == FlowType.BALANCES) {
                        result = results.balances(grant.login, account);
                    } else {
                        result.set("account", results.details(grant.login, account));
                    }
                }
                case TRANSACTIONS -> {
                    Account account = account(grant, type, Objects.requireNonNull(accountId));
                    Window wished = new Window(Objects.requireNonNull(from), Objects.requireNonNull(to));
                    Window scope = grant.session.request.transactionsScope().at(results.today());
                    Listing listing = results.listing(Ids.next(), grant.login, account, wished, scope, pageSize);
                    askBank(grant, account.number(), type, attended);
                    grant.listings.remove(account.number());
                    if (listing.hasPages()) {
                        grant.listings.put(account.number(), listing);
                    }
                    tell(result, listing, 0, grant);
                }
                case TRANSFER -> throw new IllegalStateException("the state of a transfer is another call");
            }
            return success(grant, result);
        } catch (Refusal refusal) {
            return refused(grant, refusal.error, null);
        } catch (FlowFailure failure) {
            return refused(grant, new ApiError(400, failure.code(), failure.getMessage(), List.of()), null);
        }
    }

    /** A page belongs to the call that asked for the first one, so it does not count for the quota. */
    private Reply nextPage(Grant grant, Body body) {
        String token = body.requiredText("consent_token");
        String offset = body.requiredText("offset");
        isAttended(body);
        body.complete();
        Optional<Listing> listing = grant.listings.values().stream()
                .filter(known -> known.start(Objects.requireNonNull(offset)) > 0)
                .findFirst();
        if (listing.isEmpty()) {
            throw ApiError.invalid("INVALID_VALUE", "is not an offset of this consent's latest pages", "body.offset");
        }
        grant.use(Objects.requireNonNull(token), clock.instant());
        try {
            meetTrouble(grant);
        } catch (Refusal refusal) {
            return refused(grant, refusal.error, null);
        }
        ObjectNode result = Json.object();
        tell(result, listing.get(), listing.get().start(Objects.requireNonNull(offset)), grant);
        return success(grant, result);
    }

    private void tell(ObjectNode result, Listing listing, int start, Grant grant) {
        listing.fill(result, start, URI.create(baseUrl.get() + CONSENTS + "/" + grant.id + "/transactions/list"));
        result.put("from_date", listing.window().from().toString())
                .put("to_date", listing.window().to().toString());
    }

    private Reply transferState(Grant grant, String transferId, Body body) {
        String consentToken = body.requiredText("consent_token");
        String transferToken = body.requiredText("transfer_token");
        isAttended(body);
        body.complete();
        grant.use(Objects.requireNonNull(consentToken), clock.instant());
        Optional<Transfer> transfer =
                books.transfer(transferId).filter(made -> made.sessionId().equals(grant.session.id));
        RotatingToken token = consents.transferToken(transferId);
        if (transfer.isEmpty() || token == null) {
            return refused(
                    grant,
                    ApiError.notFound("There is no transfer with the id " + transferId + " in this consent"),
                    null);
        }
        if (!token.accepts(Objects.requireNonNull(transferToken))) {
            ApiError notLatest = new ApiError(400, "CONSENT", "The transfer token is not the latest one", List.of());
            return refused(grant, notLatest, null);
        }
        if (!grant.scope.calls().contains(FlowType.TRANSFER.key())) {
            return refused(grant, notGranted("The consent does not cover transfers"), token);
        }
        try {
            meetTrouble(grant);
        } catch (Refusal refusal) {
            return refused(grant, refusal.error, token);
        }
        if (transfer.get().user().equals(Payments.STATE_TROUBLE) && !grant.troubled) {
            grant.troubled = true;
            return refused(grant, new ApiError(400, "BANK", "The bank has a technical problem", List.of()), token);
        }
        Transfer.State state = transfer.get().state();
        return success(
                grant,
                Json.object()
                        .put("transfer_state", state.name())
                        .put("bank_transfer_state", BANK_STATES.get(state))
                        .put("transfer_token", token.next()));
    }

    /** With the consumer's data the call is attended, and the data has to be there in full. */
    static boolean isAttended(Body body) {
        Body psu = body.object("psu");
        if (psu != null) {
            psu.requiredText("user_agent");
            psu.requiredText("ip_address");
        }
        return psu != null;
    }

    private static Account account(Grant grant, FlowType type, String accountId) {
        Account account = grant.account(accountId)
                .orElseThrow(() -> new Refusal(notGranted("The consent has no account with this id at present")));
        Set<String> ibans = grant.scope.ibans().get(type.key());
        if (ibans != null && (account.iban() == null || !ibans.contains(account.iban()))) {
            throw new Refusal(notGranted("The consent does not cover " + type.key() + " of this account"));
        }
        if (!account.allows(type)) {
            throw new FlowFailure("NOT_SUPPORTED", "The account does not support this call");
        }
        return account;
    }

    /** @throws ApiError when nothing may be asked any more today, or the bank has trouble that gives no token */
    private void askBank(Grant grant, String accountNumber, FlowType type, boolean attended) {
        if (!attended) {
            grant.countUnattended(accountNumber, type, unattendedPerDay, clock.instant());
        }
        meetTrouble(grant);
    }

    private void meetTrouble(Grant grant) {
        Optional<Trouble> trouble = consents.nextTrouble(grant.id);
        if (trouble.isPresent()) {
            ApiError error = new ApiError(400, trouble.get().code(), "The bank has trouble for a while", List.of());
            throw trouble.get().givesToken() ? new Refusal(error) : error;
        }
    }

    private static ApiError notGranted(String message) {
        return new ApiError(400, "CONSENT.RESOURCE_NOT_GRANTED", message, List.of());
    }

    private static Reply success(Grant grant, ObjectNode result) {
        grant.succeeded();
        ObjectNode data = Json.object();
        data.set("result", result);
        data.put("consent_token", grant.token.next());
        return Reply.json(200, Json.data(data));
    }

    /** An error after which the consent, and the transfer where its token is given, can be used again. */
    private static Reply refused(Grant grant, ApiError error, @Nullable RotatingToken transferToken) {
        grant.refused(error);
        ObjectNode body = error.toJson().put("consent_token", grant.token.next());
        if (transferToken != null) {
            body.put("transfer_token", transferToken.next());
        }
        return Reply.json(error.status(), body);
    }

    /** An error whose answer carries the next token. */
    private static final class Refusal extends RuntimeException {
        private final transient ApiError error;

        Refusal(ApiError error) {
            super(error.getMessage(), null, false, false);
            this.error = error;
        }
    }
}
