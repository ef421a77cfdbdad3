package io.github.kosmasdk.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.playground.Bank.Connection;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SlowUserTest {
    private static final Duration SLOW = Duration.ofSeconds(7);
    private static final URI BASE = URI.create("http://127.0.0.1:1");

    private final Sessions sessions = new Sessions();
    private final Books books = new Books(Clock.systemUTC(), Duration.ZERO, false);
    private final Consents consents = new Consents(Clock.systemUTC(), false);
    private final Results results = new Results(Clock.systemUTC(), new TransactionHistory(1, 0), books);
    private final Wizard wizard = new Wizard(
            sessions,
            results,
            new Payments(books, results, consents),
            new InsightsRefresh(new InsightsStorage(Clock.systemUTC(), new Categoriser(new Categories())), results),
            new FormFactory(FormKey.ofEachForm()),
            () -> BASE,
            () -> BASE,
            1);
    private final ConsentApi consentApi =
            new ConsentApi(consents, books, results, Clock.systemUTC(), () -> BASE, 4, false);
    private final Xs2aApi xs2a = new Xs2aApi(sessions, wizard, results, consentApi, () -> BASE, SLOW);
    private final AuthApi auth = new AuthApi(sessions, wizard, SLOW);

    @Test
    void everyAnswerToTheSessionIsLateOnceTheUserHasLoggedIn() {
        String session = Json.parse(
                        call("PUT", "/xs2a/v1/sessions", TestClient.SESSION).body())
                .at("/data/self")
                .asString()
                .substring(BASE.toString().length());
        Reply started = call("PUT", session + "/flows/accounts", "{}");
        String flow = Json.parse(started.body()).at("/data/flow_id").asString();
        String wizardPath = AuthApi.WIZARD + "/" + flow;
        answer(flow, "interface", Bank.find("DE", "88888888").orElseThrow().interfaceValue(Connection.PSD2));

        assertThat(auth.handle(new Call("GET", wizardPath, Map.of(), Map.of(), ""))
                        .delay())
                .isZero();
        Reply login = answer(flow, FormFactory.USER_NAME, "slow", FormFactory.PASSWORD, "12345");

        assertThat(login.delay()).isEqualTo(SLOW);
        assertThat(auth.handle(new Call("GET", wizardPath, Map.of(), Map.of(), ""))
                        .delay())
                .isEqualTo(SLOW);
        assertThat(call("GET", session, "").delay()).isEqualTo(SLOW);
        assertThat(call("GET", session + "/flows/" + flow, "").delay()).isEqualTo(SLOW);
        assertThat(call("PUT", session + "/flows/accounts", "{}").delay()).isEqualTo(SLOW);
        assertThat(call("PUT", "/xs2a/v1/sessions", TestClient.SESSION).delay()).isZero();
    }

    private Reply call(String method, String path, String body) {
        return xs2a.handle(new Call(method, path, Map.of(), Map.of("authorization", List.of("Token x")), body));
    }

    private Reply answer(String flowId, String... keysAndValues) {
        Flow flow = sessions.flow(flowId);
        Form form = ((Flow.Question) Objects.requireNonNull(flow.step)).form();
        var plaintext = Json.object()
                .put("form_identifier", form.toJson().path("form_identifier").asString());
        var data = plaintext.putArray("data");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            data.addObject().put("key", keysAndValues[i]).put("value", keysAndValues[i + 1]);
        }
        String body = Consumer.encrypted(form.keyJwt(), plaintext.toString(), false);
        Map<String, String> query = flow.stage == 0 ? Map.of() : Map.of("step", Integer.toString(flow.stage));
        return auth.handle(new Call("POST", AuthApi.WIZARD + "/" + flowId, query, Map.of(), body));
    }
}
