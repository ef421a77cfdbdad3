package io.github.kosmasdk.consent;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.account.Account;
import io.github.kosmasdk.account.AccountDetailsResult;
import io.github.kosmasdk.account.AccountFlows;
import io.github.kosmasdk.account.AccountsResult;
import io.github.kosmasdk.account.BalancesResult;
import io.github.kosmasdk.account.NextPage;
import io.github.kosmasdk.account.TransactionsResult;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.error.RotatedTokens;
import io.github.kosmasdk.insights.ConsentRefresh;
import io.github.kosmasdk.insights.ConsentRefreshRequest;
import io.github.kosmasdk.internal.http.Api;
import io.github.kosmasdk.internal.http.Pipeline;
import io.github.kosmasdk.internal.json.JsonBody;
import io.github.kosmasdk.internal.json.MissingMemberException;
import io.github.kosmasdk.internal.json.UnreadableResultException;
import io.github.kosmasdk.internal.json.UnusableAnswerException;
import io.github.kosmasdk.internal.json.WireJson;
import io.github.kosmasdk.session.Psu;
import io.netty.handler.codec.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * One kind of call with a consent and what it asks for, whoever makes it.
 *
 * @param kind its key among the links of the consent
 * @param name its name as an operation
 * @param accountId the account it counts for, empty for the list of accounts
 * @param transferId the transfer it is about, whose token goes with it; empty for all others
 * @param counted whether an unattended one counts for the quota; a further page belongs to the first one
 * @param method its HTTP method
 * @param link finds where it goes
 * @param body makes what is sent with an access, but for the token and the consumer
 * @param reader reads its answer
 * @param <R> its result
 */
record ConsentCall<R>(
        String kind,
        String name,
        Optional<String> accountId,
        Optional<String> transferId,
        boolean counted,
        HttpMethod method,
        BiFunction<Pipeline, ConsentAccess, ApiLink> link,
        BiFunction<ConsentAccess, Body, Body> body,
        Function<JsonBody, Answer<R>> reader) {

    private static final String ACCOUNTS = AccountFlows.ACCOUNTS.key();
    private static final String ACCOUNT_DETAILS = AccountFlows.ACCOUNT_DETAILS.key();
    private static final String BALANCES = AccountFlows.BALANCES.key();
    private static final String TRANSACTIONS = AccountFlows.TRANSACTIONS.key();

    private static final String TRANSFER = "transfer";
    private static final String INSIGHTS_REFRESH = "insights_refresh";

    /** The kinds that can be refused unsent when they are unattended: counted, or limited by the service. */
    static final Set<String> KINDS =
            Set.of(ACCOUNTS, ACCOUNT_DETAILS, BALANCES, TRANSACTIONS, TRANSFER, INSIGHTS_REFRESH);

    private static final Function<JsonBody, Answer<AccountsResult>> READ_ACCOUNTS =
            reader(AccountsResult.class, new AccountsResult(List.of()));
    private static final Function<JsonBody, Answer<AccountDetailsResult>> READ_DETAILS =
            reader(AccountDetailsResult.class, new AccountDetailsResult(nothingKnown()));
    private static final Function<JsonBody, Answer<BalancesResult>> READ_BALANCES = reader(
            BalancesResult.class,
            new BalancesResult(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    private static final Function<JsonBody, Answer<TransactionsResult>> READ_TRANSACTIONS = reader(
            TransactionsResult.class,
            new TransactionsResult(
                    Optional.empty(), List.of(), Optional.empty(), Optional.empty(), false, Optional.empty()));

    private static final Function<JsonBody, ConsentRefresh> READ_INSIGHTS_REFRESH =
            WireJson.dataReader(ConsentRefresh.class);

    private static final Function<JsonBody, Answer<TransferStateResult>> READ_TRANSFER_STATE =
            reader(TransferStateResult.class, TransferStateResult.NOTHING_SAID);

    /** Its name; the account stays hidden. */
    @Override
    public String toString() {
        return name;
    }

    static ConsentCall<AccountsResult> accounts() {
        return counted(ACCOUNTS, Optional.empty(), body -> body, READ_ACCOUNTS);
    }

    static ConsentCall<AccountDetailsResult> accountDetails(String accountId) {
        return counted(ACCOUNT_DETAILS, Optional.of(accountId), body -> body.account(accountId), READ_DETAILS);
    }

    static ConsentCall<BalancesResult> balances(String accountId) {
        return counted(BALANCES, Optional.of(accountId), body -> body.account(accountId), READ_BALANCES);
    }

    static ConsentCall<TransactionsResult> transactions(ConsentTransactionsRequest request) {
        return counted(
                TRANSACTIONS, Optional.of(request.accountId()), body -> body.transactions(request), READ_TRANSACTIONS);
    }

    static ConsentCall<TransactionsResult> nextTransactions(NextPage next) {
        return new ConsentCall<>(
                TRANSACTIONS,
                "consents.transactions.next",
                Optional.empty(),
                Optional.empty(),
                false,
                HttpMethod.POST,
                (pipeline, access) -> pageOf(access, next),
                (access, body) -> body.offset(next.offset()),
                READ_TRANSACTIONS.andThen(answer -> answer.pageAfter(next)));
    }

    /** The token of one consent, sent to a page of another, would be lost. */
    private static ApiLink pageOf(ConsentAccess access, NextPage next) {
        if (!next.url().value().contains("/" + access.consentId() + "/")) {
            throw new KosmaUsageException("This page is of another consent: ask for the first page again");
        }
        return next.url();
    }

    /** The quota is for account information, so it is not counted. */
    static ConsentCall<TransferStateResult> transferState(String transferId) {
        return new ConsentCall<>(
                TRANSFER,
                "transfers.state",
                Optional.empty(),
                Optional.of(transferId),
                false,
                HttpMethod.POST,
                (pipeline, access) -> pipeline.link(
                        Api.XS2A,
                        "/xs2a/v1/consents/" + segment("consent_id", access.consentId()) + "/transfers/"
                                + segment("transfer_id", transferId) + "/state/get"),
                (access, body) -> body,
                READ_TRANSFER_STATE);
    }

    /**
     * The bank is asked, so it counts; what it reads is asked for elsewhere. A call with a consent, to which the keys of a
     * white label belong, so it goes with the others of them.
     */
    static ConsentCall<ConsentRefresh> insightsRefresh(ConsentRefreshRequest request) {
        return new ConsentCall<>(
                INSIGHTS_REFRESH,
                "consents.insights_refresh",
                Optional.empty(),
                Optional.empty(),
                true,
                HttpMethod.PUT,
                (pipeline, access) -> pipeline.link(Api.XS2A, "/insights/v1/consents/insights-refresh"),
                (access, body) -> body.insightsRefresh(access.consentId(), request),
                ConsentCall::insightsRefresh);
    }

    /** Its answer was never published: without a token it is one all the same, and nobody knows what became of the token. */
    private static Answer<ConsentRefresh> insightsRefresh(JsonBody body) {
        Optional<ConsentToken> token = Stream.of("/data/consent_token", "/consent_token", "/data/result/consent_token")
                .map(body::salvage)
                .flatMap(Optional::stream)
                .findFirst()
                .map(ConsentToken::new);
        try {
            return new Answer<>(Optional.of(READ_INSIGHTS_REFRESH.apply(body)), token);
        } catch (JacksonException unreadable) {
            throw token.isEmpty()
                    ? unreadable
                    : new UnreadableResultException(
                            unreadable, new RotatedTokens(token.map(ConsentToken::value), Optional.empty()));
        }
    }

    /** Whether an answer without the next token is no answer. */
    boolean alwaysBringsAToken() {
        return !isInsightsRefresh();
    }

    boolean isInsightsRefresh() {
        return kind.equals(INSIGHTS_REFRESH);
    }

    /** Encodes an id so that it stays one segment of a path, whatever it holds. */
    private static String segment(String member, String id) {
        if (id.isEmpty() || id.equals(".") || id.equals("..")) {
            throw new KosmaUsageException("The " + member + " '" + id + "' cannot be part of an address");
        }
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The same call with the token of its transfer. */
    ConsentCall<R> with(TransferToken token) {
        return new ConsentCall<>(
                kind,
                name,
                accountId,
                transferId,
                counted,
                method,
                link,
                body.andThen(sent -> sent.transfer(token)),
                reader);
    }

    private static <R> ConsentCall<R> counted(
            String kind, Optional<String> accountId, UnaryOperator<Body> body, Function<JsonBody, Answer<R>> reader) {
        return new ConsentCall<>(
                kind,
                "consents." + kind,
                accountId,
                Optional.empty(),
                true,
                HttpMethod.POST,
                (pipeline, access) -> access.link(kind),
                (access, sent) -> body.apply(sent),
                reader);
    }

    /** What is sent. */
    record Body(
            ConsentToken consentToken,
            Optional<TransferToken> transferToken,
            Optional<String> accountId,
            Optional<LocalDate> fromDate,
            Optional<LocalDate> toDate,
            OptionalInt preferredPaginationSize,
            Optional<String> offset,
            Optional<String> consentId,
            @Nullable ConsentRefreshRequest insightsRefresh,
            Optional<Psu> psu) {

        static Body of(ConsentToken token, Optional<Psu> psu) {
            return new Body(
                    token,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    null,
                    psu);
        }

        Body account(String accountId) {
            return new Body(
                    consentToken,
                    transferToken,
                    Optional.of(accountId),
                    fromDate,
                    toDate,
                    preferredPaginationSize,
                    offset,
                    consentId,
                    insightsRefresh,
                    psu);
        }

        Body transactions(ConsentTransactionsRequest request) {
            return new Body(
                    consentToken,
                    transferToken,
                    Optional.of(request.accountId()),
                    Optional.of(request.fromDate()),
                    Optional.of(request.toDate()),
                    request.preferredPaginationSize(),
                    offset,
                    consentId,
                    insightsRefresh,
                    psu);
        }

        Body offset(String offset) {
            return new Body(
                    consentToken,
                    transferToken,
                    accountId,
                    fromDate,
                    toDate,
                    preferredPaginationSize,
                    Optional.of(offset),
                    consentId,
                    insightsRefresh,
                    psu);
        }

        Body transfer(TransferToken token) {
            return new Body(
                    consentToken,
                    Optional.of(token),
                    accountId,
                    fromDate,
                    toDate,
                    preferredPaginationSize,
                    offset,
                    consentId,
                    insightsRefresh,
                    psu);
        }

        Body insightsRefresh(String consentId, ConsentRefreshRequest request) {
            return new Body(
                    consentToken,
                    transferToken,
                    accountId,
                    fromDate,
                    toDate,
                    preferredPaginationSize,
                    offset,
                    Optional.of(consentId),
                    request,
                    psu);
        }

        /** Hides everything. */
        @Override
        public String toString() {
            return "Body[***]";
        }
    }

    /** What comes back. */
    record Answer<R>(Optional<R> result, Optional<ConsentToken> consentToken) {

        /** The same with a result; without a token this is no answer. */
        Answer<R> orElse(R nothing) {
            if (consentToken.isEmpty()) {
                throw new MissingMemberException("data.consent_token");
            }
            return new Answer<>(Optional.of(result.orElse(nothing)), consentToken);
        }

        /** A page that names itself as the next one would be turned to forever. */
        Answer<R> pageAfter(NextPage asked) {
            if (result.orElse(null) instanceof TransactionsResult page
                    && page.page().next().filter(asked::equals).isPresent()) {
                throw new UnreadableResultException(
                        new UnusableAnswerException("a page names itself as its next one"),
                        new RotatedTokens(consentToken.map(ConsentToken::value), Optional.empty()));
            }
            return this;
        }

        ConsentAnswer<R> from(ConsentAccess used) {
            return new ConsentAnswer<>(result.orElseThrow(), used.next(consentToken.orElse(used.consentToken())));
        }
    }

    /** Reads the result, or, when that cannot be read, at least the token. */
    private static <R> Function<JsonBody, Answer<R>> reader(Class<R> type, R nothing) {
        Function<JsonBody, Answer<R>> whole = WireJson.dataReader(Answer.class, type);
        return body -> {
            try {
                return whole.apply(body).orElse(nothing);
            } catch (JacksonException unreadable) {
                RotatedTokens tokens = new RotatedTokens(
                        body.salvage("/data/consent_token"), body.salvage("/data/result/transfer_token"));
                throw tokens.consentToken().isEmpty() ? unreadable : new UnreadableResultException(unreadable, tokens);
            }
        };
    }

    private static Account nothingKnown() {
        return new Account(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }
}
