package io.github.kosmasdk.auth.form;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.internal.form.FormReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Forms as the fixtures of the contract hold them. */
class FixtureFormsTest {

    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @ValueSource(strings = {"auth-login", "auth-account-selection", "auth-all-elements"})
    void isAnsweredAsTheFixtureSays(String name) {
        JsonNode expected = fixture(name + ".plaintext.json");

        Form form = form(name);
        FormAnswer.Builder builder = form.answer();
        for (JsonNode entry : expected.get("data")) {
            give(builder, entry.get("key").stringValue(), entry.get("value"), form);
        }

        assertThat(JSON.readTree(EncryptionVector.decrypt(builder.build().encrypt())))
                .isEqualTo(expected);
    }

    @Test
    void everyKindOfElementIsKnown() {
        assertThat(form("auth-all-elements").allElements())
                .hasOnlyElementsOfTypes(
                        Input.class,
                        Choice.class,
                        Toggle.class,
                        Switchable.class,
                        Padlock.class,
                        Flicker.class,
                        Image.class,
                        Text.class,
                        Link.class,
                        ContextBlock.class);
    }

    @Test
    void brokenRulesAreRead() {
        Form form = form("auth-all-elements-validation-error");

        assertThat(form.hasValidationErrors()).isTrue();
        assertThat(form.element("ways").orElseThrow().validationErrors())
                .containsExactlyInAnyOrder(
                        OpenEnum.of(ValidationRule.VALID_OPTIONS),
                        OpenEnum.of(ValidationRule.OPTION_DISABLED),
                        OpenEnum.of(ValidationRule.ALLOW_SELECTED_MIN));
        assertThat(form.element("kind").orElseThrow().validationErrors())
                .containsExactly(OpenEnum.of(ValidationRule.TYPE));
        assertThat(form("auth-all-elements").hasValidationErrors()).isFalse();
    }

    @Test
    void newMembersWordsAndElementsDoNoHarm() {
        Form form = form("tolerant-auth-form");

        assertThat(form.inputs().get(0).dataType().value()).isEqualTo("PASSPORT");
        assertThat(form.inputs().get(1).validationErrors())
                .containsExactly(OpenEnum.of(ValidationRule.class, "too_simple"));
        assertThat(form.elements().get(2)).isInstanceOf(UnknownElement.class);
        assertThat(form.answerableKeys()).contains("limit");
    }

    private static void give(FormAnswer.Builder builder, String key, JsonNode value, Form form) {
        FormField field = form.element(key).orElseThrow();
        if (field instanceof Input) {
            builder.put(key, value.stringValue());
        } else if (field instanceof Toggle) {
            builder.toggle(key, value.booleanValue());
        } else if (field instanceof Padlock) {
            builder.draw(
                    key,
                    StreamSupport.stream(value.spliterator(), false)
                            .mapToInt(JsonNode::intValue)
                            .toArray());
        } else if (value.isArray()) {
            builder.choose(
                    key,
                    StreamSupport.stream(value.spliterator(), false)
                            .map(JsonNode::stringValue)
                            .toArray(String[]::new));
        } else {
            builder.choose(key, value.stringValue());
        }
    }

    private static Form form(String name) {
        JsonNode result = fixture(name + ".response.json").get("data").get("result");
        return FormReader.read(result.get("form"), result.get("key").stringValue());
    }

    private static JsonNode fixture(String file) {
        try (InputStream stream =
                Objects.requireNonNull(FixtureFormsTest.class.getResourceAsStream("/kosma/fixtures/" + file), file)) {
            return JSON.readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
