package io.github.kosmasdk.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.KosmaJson;
import io.github.kosmasdk.account.AccountTarget;
import io.github.kosmasdk.account.AccountsRequest;
import io.github.kosmasdk.account.TransactionsRequest;
import io.github.kosmasdk.account.TransactionsResult;
import io.github.kosmasdk.auth.AuthStep;
import io.github.kosmasdk.consent.ConsentAccess;
import io.github.kosmasdk.consent.ConsentTransactionsRequest;
import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.error.KosmaLinkRefusedException;
import io.github.kosmasdk.flow.ClientToken;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.payment.Recipient;
import io.github.kosmasdk.payment.TransferRequest;
import io.github.kosmasdk.session.BankChoice;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service that hands out links to a thief, in every place where an answer has a link, and by every redirect. The thief
 * listens, and must hear nothing.
 */
class HostileLinksIT {

    private static final String TOKEN = "token-that-nobody-else-may-see";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final SessionRequest REQUEST =
            SessionRequest.builder(new Psu("Browser/1", "203.0.113.17")).build();
    private static final TransferRequest TRANSFER = TransferRequest.builder()
            .amount(new Amount(1, "EUR"))
            .reference("Order 4711")
            .to(Recipient.iban("Example Shop GmbH", "DE89370400440532013000"))
            .build();

    private final RawServer service = new RawServer((request, client) -> client.write(new byte[0]));
    private final RawServer thief = new RawServer(
            (request, client) -> client.write(RawServer.ok("{\"data\":{}}").getBytes(StandardCharsets.UTF_8)));
    private URI api;
    private KosmaClient kosma;

    @BeforeEach
    void connect() {
        api = URI.create("http://localhost:" + service.url().getPort());
        kosma = KosmaClient.builder()
                .environment(api, api)
                .token(TOKEN)
                .deadline(Duration.ofSeconds(20))
                .build();
    }

    @AfterEach
    void disconnect() {
        kosma.close();
        service.close();
        thief.close();
    }

    @Test
    void noHostileLinkIsCalledWhereverItStands() {
        List<HostileUrls.Hostile> links =
                HostileUrls.against(api, "127.0.0.1:" + thief.url().getPort());
        int offered = 0;
        for (HostileUrls.Hostile link : links) {
            Map<String, ThrowingCallable> calls = callsThatFollow(link.url());
            int before = service.requests().size();
            calls.forEach((place, call) -> assertThat(catchThrowable(call))
                    .as("%s, as %s", link, place)
                    .isInstanceOf(KosmaLinkRefusedException.class)
                    .message()
                    .contains("Nothing was sent")
                    .doesNotContain(HostileUrls.SECRET)
                    .doesNotContain(TOKEN));
            assertThat(service.requests()).as("%s", link).hasSize(before);
            offered += calls.size();
        }
        assertThat(thief.connections()).isZero();
        assertThat(service.requests()).allMatch(request -> !request.contains(HostileUrls.SECRET));
        System.out.println(links.size() + " hostile URLs, offered " + offered + " times in 16 places: "
                + thief.connections() + " connections to the thief, 0 tokens");
    }

    @Test
    void friendlyLinksAreCalledWhereTheyLead() {
        int port = api.getPort();
        for (String link : List.of(
                "http://localhost:" + port + "/a",
                "HTTP://LOCALHOST:" + port + "/a",
                "http://localhost:0" + port + "/a",
                "http://localhost:" + port + "/a#@127.0.0.1:" + thief.url().getPort())) {
            Map<String, ThrowingCallable> calls = callsThatFollow(link);
            int before = service.requests().size();
            calls.values().forEach(call -> assertThat(catchThrowable(call)).isInstanceOf(KosmaApiException.class));
            assertThat(service.requests().subList(before, service.requests().size()))
                    .hasSize(calls.size())
                    .allMatch(request -> request.contains(" /a HTTP/1.1\r\n"))
                    .allMatch(request -> request.toLowerCase(Locale.ROOT).contains("host: localhost:" + port));
        }
        assertThat(thief.connections()).isZero();
    }

    /** Takes the link out of real answers, and gives every call that would follow it. */
    private Map<String, ThrowingCallable> callsThatFollow(String link) {
        Map<String, ThrowingCallable> calls = new LinkedHashMap<>();

        Session session = answering(sessionJson(link), () -> kosma.sessions().start(REQUEST));
        calls.put("session.self", () -> kosma.sessions().read(session));
        calls.put("session.self, closing", () -> kosma.sessions().close(session));
        calls.put("session.consent", () -> kosma.consents().fetch(session));
        calls.put("flows.accounts", () -> kosma.accounts().startAccounts(session, AccountsRequest.ALL));
        calls.put("flows.balances", () -> kosma.accounts().startBalances(session, AccountTarget.CONSUMER_CHOOSES));
        calls.put("flows.transfer", () -> kosma.payments().startTransfer(session, TRANSFER));

        Session honest =
                answering(sessionJson(api + "/flow"), () -> kosma.sessions().start(REQUEST));
        FlowStatus<TransactionsResult> status = answering(
                finishedFlowJson(link),
                () -> kosma.accounts()
                        .startTransactions(honest, TransactionsRequest.builder().build()));
        TransactionsResult result = status.result().orElseThrow();
        calls.put("flow.self", () -> kosma.flows().read(status.flow()));
        calls.put("flow.self, aborting", () -> kosma.flows().abort(status.flow()));
        calls.put(
                "pagination.url",
                () -> kosma.accounts().nextPage(result.page().next().orElseThrow()));
        calls.put(
                "pagination.url, streaming",
                () -> kosma.accounts().allTransactions(result).toList());
        calls.put(
                "client_token.auth_url", () -> kosma.auth().begin(status.flow().clientToken()));

        AuthStep step = answering(
                json(Map.of("state", "CONSUMER_INPUT_NEEDED", "next", link)),
                () -> kosma.auth().begin(clientToken(api + "/wizard")));
        calls.put("auth next", () -> kosma.auth().refresh(step));
        calls.put(
                "auth next, sending",
                () -> kosma.auth().chooseBank((AuthStep.BankSelection) step, new BankChoice("DE", "00000000")));

        ConsentAccess access = ConsentAccess.of(answering(
                json(Map.of(
                        "consent_id",
                        "c1",
                        "consent_token",
                        "ct",
                        "consents",
                        Map.of("accounts", link, "transactions", link))),
                () -> kosma.consents().fetch(honest)));
        calls.put("consents.accounts", () -> kosma.consents().accounts(access));
        calls.put(
                "consents.transactions",
                () -> kosma.consents()
                        .transactions(
                                access,
                                ConsentTransactionsRequest.between(
                                        "a1", LocalDate.parse("2026-11-01"), LocalDate.parse("2026-11-21"))));
        calls.put(
                "session from another process",
                () -> kosma.sessions().read(KosmaJson.read(KosmaJson.write(session), Session.class)));

        service.answer((request, client) ->
                client.write(RawServer.http("400 Bad Request", "{\"error\":{\"code\":\"badRequest\"}}")
                        .getBytes(StandardCharsets.UTF_8)));
        return calls;
    }

    static Stream<Integer> redirects() {
        return IntStream.rangeClosed(300, 308).boxed();
    }

    @ParameterizedTest
    @MethodSource("redirects")
    void noRedirectIsFollowedWhateverTheCallAndWhereverItLeads(int status) {
        Map<String, ThrowingCallable> calls = callsThatFollow(api + "/a");
        List<String> locations = new ArrayList<>(List.of(
                "",
                "/elsewhere",
                "elsewhere",
                api + "/elsewhere",
                thief.url() + "/stolen",
                "//127.0.0.1:" + thief.url().getPort() + "/stolen"));
        for (String location : locations) {
            service.answer((request, client) -> client.write(RawServer.http(
                            status + " Elsewhere",
                            "{\"error\":{\"code\":\"CONSENT.EXPIRED\"}}",
                            location.isEmpty() ? "X: y" : "Location: " + location)
                    .getBytes(StandardCharsets.UTF_8)));
            calls.forEach((place, call) -> {
                int before = service.requests().size();
                KosmaApiException refused = catchThrowableOfType(KosmaApiException.class, call);
                assertThat(refused.status()).isEqualTo(status);
                assertThat(refused)
                        .isExactlyInstanceOf(KosmaApiException.class)
                        .hasMessageContaining("follows no redirect")
                        .hasMessageContaining("kosma.base-url");
                assertThat(refused.retryAdvice().helpful()).isFalse();
                assertThat(service.requests()).as(place).hasSize(before + 1);
            });
        }
        assertThat(thief.connections()).isZero();
        assertThat(service.requests()).noneMatch(request -> request.contains("elsewhere"));
    }

    @Test
    void noHostileLocationIsFollowed() {
        Session session =
                answering(sessionJson(api + "/a"), () -> kosma.sessions().start(REQUEST));
        int before = service.requests().size();
        List<String> locations = HostileUrls.against(
                        api, "127.0.0.1:" + thief.url().getPort())
                .stream()
                .map(HostileUrls.Hostile::url)
                .filter(url -> url.chars().allMatch(c -> c >= ' ' && c < 127))
                .toList();
        for (String location : locations) {
            service.answer((request, client) -> client.write(
                    RawServer.http("307 Elsewhere", "", "Location: " + location).getBytes(StandardCharsets.UTF_8)));
            assertThat(catchThrowable(() -> kosma.sessions().read(session)))
                    .isInstanceOf(KosmaApiException.class)
                    .message()
                    .doesNotContain(HostileUrls.SECRET);
        }
        assertThat(service.requests()).hasSize(before + locations.size());
        assertThat(thief.connections()).isZero();
    }

    @Test
    void theTokenNeverGoesToTheAuthApiNorToTheConsumersPages() {
        AuthStep step = answering(
                json(Map.of(
                        "state",
                        "CONSUMER_INPUT_NEEDED",
                        "next",
                        api + "/next",
                        "result",
                        Map.of("redirect", Map.of("id", "r1", "url", thief.url() + "/bank?x=1")))),
                () -> kosma.auth().begin(clientToken(api + "/wizard")));
        assertThat(((AuthStep.Redirect) step).url().uri()).isEqualTo(URI.create(thief.url() + "/bank?x=1"));
        catchThrowable(() -> kosma.auth().refresh(step));
        assertThat(service.requests()).hasSize(2).noneMatch(request -> request.contains(TOKEN));
        assertThat(thief.connections()).isZero();
    }

    private <T> T answering(String body, Supplier<T> call) {
        service.answer((request, client) -> client.write(RawServer.ok(body).getBytes(StandardCharsets.UTF_8)));
        return call.get();
    }

    private static String sessionJson(String link) {
        return json(Map.of(
                "session_id",
                "s1",
                "self",
                link,
                "consent",
                link,
                "flows",
                Map.of("accounts", link, "balances", link, "transactions", link, "transfer", link)));
    }

    private static String finishedFlowJson(String link) {
        return json(Map.of(
                "flow_id",
                "f1",
                "state",
                "FINISHED",
                "self",
                link,
                "client_token",
                clientToken(link).value(),
                "result",
                Map.of(
                        "type", "transactions",
                        "transactions", List.of(),
                        "pagination", Map.of("url", link, "next", Map.of("offset", "o1")))));
    }

    private static ClientToken clientToken(String authUrl) {
        byte[] payload = JSON.writeValueAsBytes(Map.of("auth_url", authUrl));
        return new ClientToken("e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(payload) + ".c2ln");
    }

    private static String json(Map<String, ?> data) {
        return JSON.writeValueAsString(Map.of("data", data));
    }
}
