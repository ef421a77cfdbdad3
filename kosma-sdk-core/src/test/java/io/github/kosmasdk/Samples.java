package io.github.kosmasdk;

import io.github.kosmasdk.account.AccountFlows;
import io.github.kosmasdk.account.AccountTarget;
import io.github.kosmasdk.account.AccountsRequest;
import io.github.kosmasdk.account.NextPage;
import io.github.kosmasdk.account.TransactionsRequest;
import io.github.kosmasdk.account.TransactionsResult;
import io.github.kosmasdk.auth.AuthStep;
import io.github.kosmasdk.auth.form.FormAnswer;
import io.github.kosmasdk.bank.BankQuery;
import io.github.kosmasdk.bank.BankSearch;
import io.github.kosmasdk.consent.Consent;
import io.github.kosmasdk.consent.ConsentAccess;
import io.github.kosmasdk.consent.ConsentOrigin;
import io.github.kosmasdk.consent.ConsentQuery;
import io.github.kosmasdk.consent.ConsentToken;
import io.github.kosmasdk.consent.ConsentTransactionsRequest;
import io.github.kosmasdk.consent.TransferToken;
import io.github.kosmasdk.contract.KosmaFixtures;
import io.github.kosmasdk.flow.ClientToken;
import io.github.kosmasdk.flow.Flow;
import io.github.kosmasdk.flow.FlowType;
import io.github.kosmasdk.insights.AccountReference;
import io.github.kosmasdk.insights.AutoRefreshRequest;
import io.github.kosmasdk.insights.BalanceAvailability;
import io.github.kosmasdk.insights.CategorizationRequest;
import io.github.kosmasdk.insights.CategorySumsRequest;
import io.github.kosmasdk.insights.ConsentRefresh;
import io.github.kosmasdk.insights.ConsentRefreshRequest;
import io.github.kosmasdk.insights.DataAvailability;
import io.github.kosmasdk.insights.InsightsFlows;
import io.github.kosmasdk.insights.NewAccount;
import io.github.kosmasdk.insights.NewTransaction;
import io.github.kosmasdk.insights.RefreshAccounts;
import io.github.kosmasdk.insights.RefreshRequest;
import io.github.kosmasdk.insights.ReportScope;
import io.github.kosmasdk.insights.StoredTransactionsQuery;
import io.github.kosmasdk.internal.http.StubTransport;
import io.github.kosmasdk.internal.json.WireJson;
import io.github.kosmasdk.payment.PaymentFlows;
import io.github.kosmasdk.payment.PaymentHandle;
import io.github.kosmasdk.payment.Recipient;
import io.github.kosmasdk.payment.TransferAccess;
import io.github.kosmasdk.payment.TransferRequest;
import io.github.kosmasdk.session.BankChoice;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionRequest;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.JsonNode;

/** One value of every type that a method of the client takes; flows of every kind. */
final class Samples {

    private final KosmaEnvironment environment;
    private final Session session;
    private final Psu psu = new Psu("Browser/1", "203.0.113.17");
    private final Map<Class<?>, List<?>> byType = new LinkedHashMap<>();

    /** With links into this environment. */
    Samples(KosmaEnvironment environment) {
        this.environment = environment;
        session = WireJson.convert(data("session-start-insights.response"), Session.class);
        AuthStep.FormInput form = (AuthStep.FormInput) step("auth-login.response");
        add(SessionRequest.class, SessionRequest.builder(psu).build());
        add(Session.class, session);
        add(Psu.class, psu);
        add(Duration.class, Duration.ofSeconds(60));
        add(String.class, "https://shop.example/return?state=1");
        add(AccountsRequest.class, AccountsRequest.ALL);
        add(AccountTarget.class, AccountTarget.CONSUMER_CHOOSES);
        add(TransactionsRequest.class, TransactionsRequest.builder().build());
        TransactionsResult page =
                WireJson.convert(data("transactions.response").path("result"), TransactionsResult.class);
        add(TransactionsResult.class, page);
        add(ClientToken.class, clientToken());
        add(AuthStep.BankSelection.class, step("auth-bank-selection.response"));
        add(AuthStep.FormInput.class, form);
        add(
                FormAnswer.class,
                form.form()
                        .answer()
                        .put("bias.apis.forms.elements.UsernameElement", "user")
                        .put("bias.apis.forms.elements.PasswordElement", "12345")
                        .build());
        add(AuthStep.Redirect.class, step("auth-redirect.response"));
        add(AuthStep.class, step("auth-poll.response"));
        add(BankChoice.class, TestConsumer.DEMO_BANK);
        add(
                TransferRequest.class,
                TransferRequest.builder()
                        .amount(new Amount(1, "EUR"))
                        .reference("Order 4711")
                        .to(Recipient.iban("Example Shop GmbH", "DE89370400440532013000"))
                        .build());
        add(TransferAccess.class, new TransferAccess("c1", new ConsentToken("ct"), "t1", new TransferToken("tt")));
        add(TransferToken.class, new TransferToken("tt"));
        Consent fetched = consent();
        add(Consent.class, fetched);
        ConsentAccess consent = ConsentAccess.of(fetched);
        add(ConsentAccess.class, consent);
        add(ConsentOrigin.class, ConsentOrigin.UNKNOWN);
        add(ConsentQuery.class, ConsentQuery.ALL);
        add(NextPage.class, pageOf(fetched));
        add(
                ConsentTransactionsRequest.class,
                ConsentTransactionsRequest.between("a1", LocalDate.parse("2026-11-01"), LocalDate.parse("2026-11-21")));
        add(String.class, "a1");
        addInsights();
        add(BankQuery.class, BankQuery.of("DE"));
        add(BankSearch.class, BankSearch.named("Test"));
        add(PaymentHandle.class, PaymentHandle.of(session));
        add(UnaryOperator.class, UnaryOperator.identity());
        byType.put(Function.class, List.<Function<Object, Mono<Void>>>of(any -> Mono.empty()));
        byType.put(
                Flow.class,
                Stream.of(
                                AccountFlows.ACCOUNTS,
                                AccountFlows.ACCOUNT_DETAILS,
                                AccountFlows.BALANCES,
                                AccountFlows.TRANSACTIONS,
                                PaymentFlows.TRANSFER,
                                InsightsFlows.REFRESH)
                        .map(this::flow)
                        .toList());
    }

    private void addInsights() {
        ReportScope scope = ReportScope.of("c1");
        add(RefreshRequest.class, RefreshRequest.builder().build());
        add(
                ConsentRefreshRequest.class,
                ConsentRefreshRequest.builder(RefreshAccounts.ALL)
                        .insightsConsumerId("c1")
                        .build());
        add(
                ConsentRefresh.class,
                new ConsentRefresh(
                        Optional.of("c1"),
                        Optional.of("r1"),
                        Optional.of(new ApiLink(environment.baseUrl() + "/insights/v1/consents/insights-refresh/r1")),
                        Optional.of(OpenEnum.of(ConsentRefresh.State.PROCESSING)),
                        List.of(),
                        Optional.empty()));
        add(AutoRefreshRequest.class, AutoRefreshRequest.builder("c1").build());
        add(ReportScope.class, scope);
        add(BalanceAvailability.class, BalanceAvailability.NONE);
        add(DataAvailability.class, DataAvailability.PARTIAL);
        add(CategorizationRequest.class, CategorizationRequest.builder(scope).build());
        add(CategorySumsRequest.class, CategorySumsRequest.builder(scope).build());
        add(NewAccount.class, NewAccount.builder().build());
        add(AccountReference.class, new AccountReference("c1", "a1"));
        add(StoredTransactionsQuery.class, StoredTransactionsQuery.of(scope));
        add(
                List.class,
                List.of(NewTransaction.builder().insightsTransactionId("t1").build()));
        add(Map.class, Map.of("k", "v"));
        add(Set.class, Set.of("t1"));
        add(String[].class, new String[] {"a1"});
    }

    /** A consent, as the service gives it. */
    Consent consent() {
        return WireJson.convert(data("consent.response"), Consent.class);
    }

    /** A consent that nobody else has; pages are its own from now on. */
    Consent anotherConsent() {
        Consent sample = consent();
        Consent another = new Consent("c" + UUID.randomUUID(), sample.consentToken(), sample.consents());
        add(NextPage.class, pageOf(another));
        return another;
    }

    private NextPage pageOf(Consent consent) {
        return new NextPage(
                new ApiLink(environment.baseUrl() + "/xs2a/v1/consents/" + consent.consentId() + "/transactions/list"),
                "o1");
    }

    /** Takes this value for parameters of this type from now on. */
    void add(Class<?> type, Object value) {
        byType.put(type, List.of(value));
    }

    private Flow<?> flow(FlowType<?> type) {
        return new Flow<>(type, "f1", new ApiLink(session.self().value() + "/flows/f1"), clientToken());
    }

    private ClientToken clientToken() {
        String payload = "{\"auth_url\":\"" + environment.authBaseUrl() + "/branded/xs2a/v1/wizard/f1\"}";
        return new ClientToken("header."
                + Base64.getUrlEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8)) + ".signature");
    }

    private AuthStep step(String fixture) {
        StubTransport script = new StubTransport().answer(200, text(fixture));
        return StubClient.over(script, VirtualTimeScheduler.create(), environment)
                .auth()
                .begin(clientToken());
    }

    private JsonNode data(String fixture) {
        return WireJson.tree(text(fixture)).path("data");
    }

    private String text(String fixture) {
        KosmaEnvironment playground = KosmaEnvironment.PLAYGROUND;
        return KosmaFixtures.text(fixture)
                .replace(playground.baseUrl().toString(), environment.baseUrl().toString())
                .replace(
                        playground.authBaseUrl().toString(),
                        environment.authBaseUrl().toString());
    }

    /** The client of a subject, and the methods that lead to it from the client of all. */
    record Face(List<Method> way) {

        /** Such as {@code insights().reports()}. */
        String name() {
            return way.stream().map(method -> method.getName() + "()").collect(Collectors.joining("."));
        }

        Class<?> type() {
            return way.get(way.size() - 1).getReturnType();
        }

        Object of(KosmaReactiveClient kosma) throws ReflectiveOperationException {
            Object client = kosma;
            for (Method method : way) {
                client = method.invoke(client);
            }
            return client;
        }
    }

    /** The clients of all subjects, also those that are inside of another. */
    static List<Face> faces() {
        return ways(KosmaReactiveClient.class).map(Face::new).toList();
    }

    private static Stream<List<Method>> ways(Class<?> client) {
        return Arrays.stream(client.getMethods())
                .filter(method -> method.getReturnType().getSimpleName().startsWith("Reactive"))
                .sorted(Comparator.comparing(Method::getName))
                .flatMap(face -> Stream.concat(
                        Stream.of(List.of(face)),
                        ways(face.getReturnType())
                                .map(way -> Stream.concat(Stream.of(face), way.stream())
                                        .toList())));
    }

    /** The methods of such a client, or of another reactive face, that make calls. */
    static List<Method> methods(Class<?> subject) {
        return Arrays.stream(subject.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> Publisher.class.isAssignableFrom(method.getReturnType()))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    /** One call per flow for a method that takes a flow, one for any other. */
    List<Object[]> of(Method method) {
        int calls = Arrays.stream(method.getParameterTypes())
                .mapToInt(type -> samples(method, type).size())
                .max()
                .orElse(1);
        List<Object[]> all = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            int call = i;
            all.add(Arrays.stream(method.getParameterTypes())
                    .map(type -> samples(method, type))
                    .map(values -> values.get(call % values.size()))
                    .toArray());
        }
        return all;
    }

    private List<?> samples(Method method, Class<?> type) {
        return Optional.<List<?>>ofNullable(byType.get(type))
                .orElseThrow(() -> new AssertionError(method + " takes a " + type.getSimpleName()
                        + ": add a sample of it here, so that what it sends is known"));
    }
}
