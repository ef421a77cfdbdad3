package io.github.kosmasdk.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.contract.KosmaContract;
import io.github.kosmasdk.playground.TestClient.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ScaMethodsIT {
    @RegisterExtension
    static final KosmaPlaygroundExtension KOSMA = KosmaPlaygroundExtension.with(settings -> settings.formKeys(4));

    private final Payer payer = new Payer(KOSMA.playground());
    private Consumer consumer;
    private Answer methods;

    @BeforeEach
    void logsIn() {
        JsonNode flow = payer.start(payer.session(), Payer.order(Payer.CHECKING, 12_999, "r"));
        consumer = payer.consumer(flow, "sca-methods");
        methods = consumer.afterForms(2);
    }

    @AfterEach
    void everythingKeptToTheContract() {
        KosmaContract.strict().answersOnly().assertValid(KOSMA.playground().exchanges());
    }

    private Answer choose(String method) {
        consumer.answer("sca_method", method);
        return consumer.fillIn(methods);
    }

    private Answer submit(Answer form, String data) {
        String plaintext = "{\"form_identifier\": \"" + form.text("/data/result/form/form_identifier")
                + "\", \"data\": [" + data + "]}";
        return consumer.post(form, Consumer.encrypted(form, plaintext));
    }

    private static JsonNode element(Answer form, String type) {
        for (JsonNode element : form.json().at("/data/result/form/elements")) {
            if (element.path("type").asString().equals(type)) {
                return element;
            }
        }
        throw new AssertionError("no " + type + " in " + form.response().body());
    }

    private static String value(String key, String json) {
        return "{\"key\": \"" + key + "\", \"value\": " + json + "}";
    }

    @Test
    void theMethodsAreOfferedOneOfThemDisabled() {
        JsonNode options = element(methods, "choice").path("options");

        assertThat(methods.text("/data/result/context")).isEqualTo("authorization");
        assertThat(element(methods, "text").path("content").asString())
                .isEqualTo("Pay 129.99 EUR to Example Shop GmbH");
        assertThat(options.valueStream().map(option -> option.path("value").asString()))
                .containsExactly("sms", "app", "chiptan", "phototan", "padlock", "confirm", "code", "call");
        assertThat(choose("call")
                        .json()
                        .at("/data/result/form/elements/1/validation_error/option_disabled")
                        .asBoolean(false))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"sms,context", "chiptan,flicker", "phototan,image"})
    void anOtpBelongsToSomeMethods(String method, String type) {
        Answer form = choose(method);

        Answer refused = submit(form, value(FormFactory.OTP, "\"12a\""));
        Answer end = consumer.fillIn(refused);

        assertThat(element(form, type)).isNotNull();
        assertThat(refused.response().body()).contains("\"validation_error\":{\"numeric_only\":true}");
        assertThat(end.text("/data/state")).isEqualTo("FINISHED");
    }

    @Test
    void theFlickerShowsFramesOfFiveBars() {
        JsonNode data = element(choose("chiptan"), "flicker").path("data");

        assertThat(data).isNotEmpty().allSatisfy(frame -> assertThat(frame).hasSize(5));
    }

    @Test
    void theAppTakesPolls() {
        Answer waiting = choose("app");

        assertThat(waiting.text("/data/state")).isEqualTo("PROCESSING");
        assertThat(waiting.text("/data/result/context")).isEqualTo("authorization");
        assertThat(consumer.toTheEnd().text("/data/state")).isEqualTo("FINISHED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "padlock|sca_padlock|[]|required",
                "padlock|sca_padlock|[0, 9]|max_value",
                "padlock|sca_padlock|[-1, 2]|min_value",
                "padlock|sca_padlock|\"0\"|type",
                "padlock|sca_padlock|[0, 1, 4, 1, 8]|",
                "confirm|sca_confirm|false|required",
                "confirm|sca_confirm|\"true\"|type",
                "confirm|sca_confirm|true|",
                "code|sca_code_kind|null|required",
                "code|sca_code_kind|\"other\"|valid_options",
                "code|sca_code_kind|7|type",
            })
    void eachKindOfElementHasItsRules(String method, String key, String json, String broken) {
        Answer form = choose(method);

        Answer answered = submit(form, value(key, json));

        if (broken == null) {
            assertThat(answered.text("/data/state")).isEqualTo("FINISHED");
        } else {
            assertThat(answered.text("/data/state")).isEqualTo("CONSUMER_INPUT_NEEDED");
            assertThat(element(answered, element(form, answered, key))
                            .path("validation_error")
                            .propertyNames())
                    .containsExactly(broken);
        }
    }

    private static String element(Answer form, Answer answered, String key) {
        assertThat(answered.text("/data/result/form/form_identifier"))
                .isNotEqualTo(form.text("/data/result/form/form_identifier"));
        return switch (key) {
            case "sca_padlock" -> "padlock";
            case "sca_confirm" -> "toggle";
            default -> "switchable";
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"number\"|sca_code_number|\"4711\"",
                "\"word\"|sca_code_word|\"open\"",
            })
    void theChosenGroupOfASwitchableIsAskedFor(String kind, String key, String json) {
        Answer form = choose("code");
        String remember = key.endsWith("word") ? "," + value("sca_code_remember", "false") : "";

        Answer incomplete = submit(form, value("sca_code_kind", kind) + remember);
        Answer end = submit(incomplete, value("sca_code_kind", kind) + "," + value(key, json) + remember);

        assertThat(incomplete.json().at("/data/result/form/elements/1/options").findParents("validation_error"))
                .extracting(element -> element.path("key").asString())
                .containsExactly(key);
        assertThat(end.text("/data/state")).isEqualTo("FINISHED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sca_code_word", "sca_code_remember"})
    void anAnswerToTheOtherGroupIsRefused(String key) {
        Answer form = choose("code");

        Answer refused = submit(
                form,
                value("sca_code_kind", "\"number\"") + "," + value("sca_code_number", "\"1\"") + ","
                        + value(key, "true"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/errors/0/location")).isEqualTo("plaintext.data");
        assertThat(refused.text("/error/errors/0/message")).contains(key);
        assertThat(KOSMA.playground().books().transfers())
                .extracting(Transfer::state)
                .containsExactly(Transfer.State.STARTED);
    }
}
