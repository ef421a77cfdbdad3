package io.github.kosmasdk.internal.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.auth.form.Badge;
import io.github.kosmasdk.auth.form.Choice;
import io.github.kosmasdk.auth.form.ContextBlock;
import io.github.kosmasdk.auth.form.DataType;
import io.github.kosmasdk.auth.form.Flicker;
import io.github.kosmasdk.auth.form.Form;
import io.github.kosmasdk.auth.form.FormElement;
import io.github.kosmasdk.auth.form.FormField;
import io.github.kosmasdk.auth.form.Image;
import io.github.kosmasdk.auth.form.Input;
import io.github.kosmasdk.auth.form.Link;
import io.github.kosmasdk.auth.form.Padlock;
import io.github.kosmasdk.auth.form.Switchable;
import io.github.kosmasdk.auth.form.Text;
import io.github.kosmasdk.auth.form.Toggle;
import io.github.kosmasdk.auth.form.UnknownElement;
import io.github.kosmasdk.auth.form.ValidationRule;
import io.github.kosmasdk.auth.form.Validator;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class FormReaderTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void readsTheContainer() {
        Form form = FormReader.read(
                JSON.readTree("{\"form_identifier\":\"f-1\",\"version\":\"1.2.0\",\"elements\":[]}"), "a.b.c");

        assertThat(form.identifier()).isEqualTo("f-1");
        assertThat(form.version()).contains("1.2.0");
        assertThat(form.elements()).isEmpty();
        assertThat(form.answerableKeys()).isEmpty();
    }

    @Test
    void readsAnInput() {
        Input input = only(Input.class, """
                {"type":"input","version":"1.1.0","tags":["A","B"],"key":"iban","data_type":"IBAN","password":true,
                 "label":"Your IBAN","placeholder":"DE..","prefill_value":"DE1","read_only":true,"mask":["X"," "],
                 "validator":{"min_length":1,"max_length":34,"required":true,"min_value":-5,"max_value":9007199254740993,
                   "numeric_only":true,"numeric":false,"letters":{"uppercase":false,"lowercase":false},"symbols":false,
                   "char_whitelist":["-"],"char_blacklist":["<",">"],"pattern":"^a$","pattern_format":"regex"},
                 "validation_error":{"min_length":true,"pattern":false,"brand_new":true}}""");

        assertThat(input.type()).isEqualTo("input");
        assertThat(input.version()).contains("1.1.0");
        assertThat(input.tags()).containsExactly("A", "B");
        assertThat(input.hasTag("B")).isTrue();
        assertThat(input.hasTag("C")).isFalse();
        assertThat(input.key()).isEqualTo("iban");
        assertThat(input.dataType().is(DataType.IBAN)).isTrue();
        assertThat(input.password()).isTrue();
        assertThat(input.label()).contains("Your IBAN");
        assertThat(input.placeholder()).contains("DE..");
        assertThat(input.prefillValue()).contains("DE1");
        assertThat(input.readOnly()).isTrue();
        assertThat(input.mask()).containsExactly("X", " ");
        assertThat(input.validator())
                .isEqualTo(new Validator(
                        true,
                        OptionalInt.of(1),
                        OptionalInt.of(34),
                        OptionalLong.of(-5),
                        OptionalLong.of(9007199254740993L),
                        true,
                        false,
                        false,
                        false,
                        false,
                        List.of("-"),
                        List.of("<", ">"),
                        Optional.of("^a$"),
                        Optional.of("regex")));
        assertThat(input.validationErrors())
                .containsExactly(
                        OpenEnum.of(ValidationRule.MIN_LENGTH), OpenEnum.of(ValidationRule.class, "brand_new"));
    }

    @Test
    void anInputThatSaysLittleHasTheDefaults() {
        Input input = only(Input.class, "{\"type\":\"input\",\"key\":\"k\"}");

        assertThat(input.version()).isEmpty();
        assertThat(input.tags()).isEmpty();
        assertThat(input.dataType().is(DataType.UNKNOWN)).isTrue();
        assertThat(input.password()).isFalse();
        assertThat(input.readOnly()).isFalse();
        assertThat(input.label()).isEmpty();
        assertThat(input.prefillValue()).isEmpty();
        assertThat(input.validator()).isEqualTo(Validator.NONE);
        assertThat(input.validationErrors()).isEmpty();
    }

    @Test
    void keepsADataTypeItDoesNotKnow() {
        Input input = only(Input.class, "{\"type\":\"input\",\"key\":\"k\",\"data_type\":\"SSN\"}");

        assertThat(input.dataType().isKnown()).isFalse();
        assertThat(input.dataType().value()).isEqualTo("SSN");
    }

    @ParameterizedTest
    @CsvSource({"true,true", "\"true\",true", "1,true", "false,false", "\"false\",false", "null,false", "{},true"})
    void inDoubtAnInputIsASecret(String password, boolean expected) {
        Input input = only(Input.class, "{\"type\":\"input\",\"key\":\"k\",\"password\":" + password + "}");

        assertThat(input.password()).isEqualTo(expected);
    }

    @Test
    void readsAChoice() {
        Choice choice = only(Choice.class, """
                {"type":"choice","version":"1.0.0","tags":["RADIO"],"key":"account_id","label":"Account",
                 "placeholder":"Pick","selected":["b"],"allow_selected":{"min":0,"max":2,
                   "validation_error":{"allow_selected_max":true}},
                 "validation_error":{"option_disabled":true},
                 "options":[{"value":"a","label":"First","description":"d","badge":{"type":"image","content":"x"},
                   "disabled":true},{"value":7},{"label":"no value"},null,"odd"]}""");

        assertThat(choice.label()).contains("Account");
        assertThat(choice.placeholder()).contains("Pick");
        assertThat(choice.selected()).containsExactly("b");
        assertThat(choice.minSelected()).isZero();
        assertThat(choice.maxSelected()).isEqualTo(2);
        assertThat(choice.options())
                .containsExactly(
                        new Choice.Option(
                                "a",
                                "First",
                                Optional.of("d"),
                                Optional.of(new Badge(OpenEnum.of(Badge.Kind.IMAGE), "x")),
                                true),
                        new Choice.Option("7", "7", Optional.empty(), Optional.empty(), false));
        assertThat(choice.option("7")).isPresent();
        assertThat(choice.option("b")).isEmpty();
        assertThat(choice.validationErrors())
                .containsExactly(
                        OpenEnum.of(ValidationRule.OPTION_DISABLED), OpenEnum.of(ValidationRule.ALLOW_SELECTED_MAX));
    }

    @Test
    void aChoiceAllowsOneOptionUnlessItSaysMore() {
        Choice choice = only(Choice.class, "{\"type\":\"choice\",\"key\":\"k\",\"options\":[]}");

        assertThat(choice.minSelected()).isEqualTo(1);
        assertThat(choice.maxSelected()).isEqualTo(1);
        assertThat(choice.selected()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"allow_selected\":{\"validation_error\":{\"min\":true}}}",
                "{\"allow_selected\":{\"validation_error\":{\"allow_selected_min\":true}}}",
                "{\"validation_error\":{\"allow_selected.min\":true}}",
                "{\"validation_error\":{\"allow_selected_min\":true}}",
                "{\"validation_error\":{\"allow_selected\":{\"min\":true}}}"
            })
    void readsABrokenNumberOfOptionsWhereverItStands(String members) {
        Choice choice = only(Choice.class, "{\"type\":\"choice\",\"key\":\"k\"," + members.substring(1));

        assertThat(choice.validationErrors()).containsExactly(OpenEnum.of(ValidationRule.ALLOW_SELECTED_MIN));
    }

    @Test
    void readsAToggle() {
        Toggle toggle = only(Toggle.class, """
                {"type":"toggle","version":"1.0.0","tags":["ACCEPT"],"key":"accept1","label":"I agree","selected":true,
                 "validator":{"required":true},"validation_error":{"required":true}}""");

        assertThat(toggle.key()).isEqualTo("accept1");
        assertThat(toggle.label()).contains("I agree");
        assertThat(toggle.selected()).isTrue();
        assertThat(toggle.validator().required()).isTrue();
        assertThat(toggle.validationErrors()).containsExactly(OpenEnum.of(ValidationRule.REQUIRED));
    }

    @Test
    void readsASwitchableWithItsContent() {
        Form form = form("""
                {"type":"switchable","version":"1.1.0","tags":["TABS"],"key":"method","selected":"sms",
                 "options":[
                   {"value":"sms","label":"SMS","description":"by phone","badge":{"type":"text","content":"new"},
                    "disabled":false,"content":[{"type":"input","key":"tan"}]},
                   {"value":"app","label":"App","disabled":true,"content":[
                     {"type":"context","tags":["BOX_INFO"],"content":[{"type":"toggle","key":"push"}]},
                     {"type":"input","key":"tan","label":"second"}]}],
                 "validator":{"required":true}}""");

        Switchable switchable = (Switchable) form.elements().get(0);
        assertThat(switchable.selected()).contains("sms");
        assertThat(switchable.validator().required()).isTrue();
        assertThat(switchable.options()).extracting(Switchable.Option::label).containsExactly("SMS", "App");
        assertThat(switchable.option("sms").orElseThrow().badge())
                .contains(new Badge(OpenEnum.of(Badge.Kind.TEXT), "new"));
        assertThat(switchable.option("app").orElseThrow().disabled()).isTrue();
        assertThat(form.allElements())
                .extracting(FormElement::type)
                .containsExactly("switchable", "input", "context", "toggle", "input");
        assertThat(form.fields()).extracting(FormField::key).containsExactly("method", "tan", "push", "tan");
        assertThat(form.answerableKeys()).containsExactly("method", "tan", "push");
        assertThat(form.inputs()).hasSize(2);
        assertThat(form.element("tan").flatMap(FormField::label)).isEmpty();
        assertThat(form.element("push")).containsInstanceOf(Toggle.class);
        assertThat(form.element("pull")).isEmpty();
    }

    @Test
    void readsAPadlock() {
        Padlock padlock = only(Padlock.class, """
                {"type":"padlock","key":"padlock1","rows":4,"columns":5,"validator":{"required":true},
                 "validation_error":{"max_value":true}}""");

        assertThat(padlock.rows()).isEqualTo(4);
        assertThat(padlock.columns()).isEqualTo(5);
        assertThat(padlock.cells()).isEqualTo(20);
        assertThat(padlock.validationErrors()).containsExactly(OpenEnum.of(ValidationRule.MAX_VALUE));
    }

    @Test
    void readsAFlicker() {
        Flicker flicker = only(Flicker.class, "{\"type\":\"flicker\",\"data\":[[1,0,1],[0,0,1]]}");

        assertThat(flicker.bars()).isEqualTo(3);
        assertThat(flicker.frames()).containsExactly(List.of(true, false, true), List.of(false, false, true));
        assertThatThrownBy(() -> flicker.frames().get(0).set(0, false))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "\"10\"", "[1]", "[[2]]", "[[1],null]", "[[1,[]]]"})
    void aFlickerThatIsNoPictureIsUnknown(String data) {
        UnknownElement element = only(UnknownElement.class, "{\"type\":\"flicker\",\"data\":" + data + "}");

        assertThat(element.type()).isEqualTo("flicker");
        assertThat(element.members()).containsKey("data");
    }

    @Test
    void readsAnImage() {
        Image image = only(Image.class, """
                {"type":"image","tags":["QR_CODE"],"label":"l","alt":"a","title":"t","resizable":true,
                 "src":"data:image/PNG;charset=x;base64,AQ\\nID"}""");

        assertThat(image.label()).contains("l");
        assertThat(image.alt()).contains("a");
        assertThat(image.title()).contains("t");
        assertThat(image.resizable()).isTrue();
        assertThat(image.mediaType()).contains("image/png");
        assertThat(image.decoded())
                .hasValueSatisfying(bytes -> assertThat(bytes).containsExactly(1, 2, 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://bank.example/qr.png",
                "data:image/png;base64,!!!",
                "data:image/png,abc",
                "data:",
                "",
                ","
            })
    void anImageThatIsElsewhereOrBrokenHasNoBytes(String src) {
        Image image = only(Image.class, "{\"type\":\"image\",\"src\":\"" + src + "\"}");

        assertThat(image.src()).isEqualTo(src);
        assertThat(image.decoded()).isEmpty();
    }

    @Test
    void readsATextAndAContext() {
        Form form = form("""
                {"type":"context","tags":["BOX_WARNING"],"content":[
                  {"type":"input","key":"user"},{"type":"text","tags":["HELPTEXT"],"content":"8 digits"}]}""");

        ContextBlock block = (ContextBlock) form.elements().get(0);
        assertThat(block.hasTag("BOX_WARNING")).isTrue();
        Text text = (Text) block.content().get(1);
        assertThat(text.content()).isEqualTo("8 digits");
        assertThat(text.hasTag("HELPTEXT")).isTrue();
        assertThat(form.answerableKeys()).containsExactly("user");
    }

    @Test
    void readsALinkAndKeepsAllItsMembers() {
        Link link = only(Link.class, """
                {"type":"link","label":"Help","href":"https://bank.example/help","target":{"kind":["new",1,null]}}""");

        assertThat(link.label()).contains("Help");
        assertThat(link.href()).contains("https://bank.example/help");
        assertThat(link.webLink()).hasValueSatisfying(uri -> assertThat(uri).hasHost("bank.example"));
        assertThat(link.members()).containsKeys("type", "label", "href", "target");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "not a uri", "/here", "https:x"
            })
    void aLinkToAnythingButTheWebIsNoWebLink(String href) {
        Link link = only(Link.class, "{\"type\":\"link\",\"href\":\"" + href + "\"}");

        assertThat(link.href()).contains(href);
        assertThat(link.webLink()).isEmpty();
    }

    @Test
    void keepsAnElementItDoesNotKnow() {
        UnknownElement element = only(UnknownElement.class, """
                {"type":"slider","version":"3.0.0","tags":["WIDE"],"key":"speed","max":12345678901234567890,
                 "on":true,"nothing":null,"deep":{"list":[1,"two",{"three":3.5}]}}""");

        assertThat(element.type()).isEqualTo("slider");
        assertThat(element.version()).contains("3.0.0");
        assertThat(element.tags()).containsExactly("WIDE");
        assertThat(element.key()).contains("speed");
        assertThat(element.members())
                .containsEntry("max", new BigInteger("12345678901234567890"))
                .containsEntry("on", true)
                .containsEntry("nothing", null)
                .containsEntry("deep", Map.of("list", List.of(1, "two", Map.of("three", 3.5))));
        assertThatThrownBy(() -> element.members().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThat(element.members().get("deep"))
                .asInstanceOf(MAP)
                .satisfies(deep -> assertThatThrownBy(deep::clear).isInstanceOf(UnsupportedOperationException.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"input", "choice", "toggle", "switchable", "padlock"})
    void aFieldWithoutAKeyIsUnknown(String type) {
        Form form = FormReader.read(
                JSON.readTree("{\"elements\":[{\"type\":\"" + type + "\"},{\"type\":\"" + type
                        + "\",\"key\":{}},{\"type\":\"" + type + "\",\"key\":\"\"},{\"type\":\"text\"}]}"),
                null);

        assertThat(form.elements())
                .hasExactlyElementsOfTypes(
                        UnknownElement.class, UnknownElement.class, UnknownElement.class, Text.class);
        assertThat(form.answerableKeys()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "-1.5", "\"odd\"", "[]", "[[[]]]", "{}", "{\"a\":{\"b\":[]}}", "1e400"})
    void aMemberOfTheWrongTypeNeverLosesTheForm(String odd) {
        for (String type : List.of(
                "input",
                "choice",
                "toggle",
                "switchable",
                "padlock",
                "flicker",
                "image",
                "text",
                "link",
                "context",
                "new")) {
            String members = ("'version':#,'tags':#,'label':#,'placeholder':#,'prefill_value':#,'read_only':#,'mask':#,"
                            + "'data_type':#,'password':#,'validator':#,'validation_error':#,'selected':#,"
                            + "'allow_selected':#,'options':#,'rows':#,'columns':#,'data':#,'src':#,'alt':#,'title':#,"
                            + "'resizable':#,'content':#,'href':#")
                    .replace('\'', '"')
                    .replace("#", odd);
            Form form = FormReader.read(
                    JSON.readTree("{\"form_identifier\":\"f\",\"elements\":[{\"type\":\"" + type + "\",\"key\":\"k\","
                            + members + "},null,5,{\"type\":\"text\",\"content\":\"last\"}]}"),
                    null);

            assertThat(form.elements()).hasSize(2);
            assertThat(form.elements().get(0).type()).isEqualTo(type);
            assertThat(form.elements().get(1)).isInstanceOf(Text.class);
            assertThat(form.toString()).contains(type);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "1.5", "\"odd\"", "[]", "{\"a\":[]}"})
    void rulesOfTheWrongTypeAreNoRules(String odd) {
        Input input = only(
                Input.class,
                ("{'type':'input','key':'k','validator':{'min_length':#,'max_length':#,'min_value':#,'max_value':#,"
                                + "'char_whitelist':#,'char_blacklist':#,'letters':#,'symbols':#,'numeric':#}}")
                        .replace('\'', '"')
                        .replace("#", odd));

        assertThat(input.validator()).isEqualTo(Validator.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "\"form\"", "{}", "{\"elements\":{}}", "{\"elements\":null}"})
    void aFormThatIsNoneIsEmpty(String json) {
        Form form = FormReader.read(JSON.readTree(json), null);

        assertThat(form.identifier()).isEmpty();
        assertThat(form.version()).isEmpty();
        assertThat(form.elements()).isEmpty();
    }

    @Test
    void nestingIsReadToALimitAndKeptBelowIt() {
        int depth = 200;
        String json = "{\"type\":\"context\",\"content\":[".repeat(depth) + "{\"type\":\"input\",\"key\":\"k\"}"
                + "]}".repeat(depth);

        Form form = form(json);

        assertThat(form.allElements()).hasSize(FormReader.MAX_ELEMENT_DEPTH + 1);
        FormElement deepest = form.allElements().get(FormReader.MAX_ELEMENT_DEPTH);
        assertThat(deepest).isInstanceOf(UnknownElement.class);
        assertThat(((UnknownElement) deepest).members().toString()).contains(FormReader.TOO_DEEP);
        assertThat(form.answerableKeys()).isEmpty();
    }

    @Test
    void toStringTellsNoContent() {
        Form form = FormReader.read(JSON.readTree("""
                {"form_identifier":"f-1","elements":[
                  {"type":"input","key":"k1","label":"secret-1","prefill_value":"secret-2","placeholder":"secret-3"},
                  {"type":"choice","key":"k2","options":[{"value":"secret-4","label":"secret-5"}]},
                  {"type":"switchable","key":"k3","options":[{"value":"secret-6","content":[
                    {"type":"input","key":"k4","label":"secret-7"}]}]},
                  {"type":"text","content":"secret-8"},{"type":"image","src":"secret-9"},
                  {"type":"new","key":"k5","data":"secret-10"},{"type":"link","href":"secret-11"},
                  {"type":"DE43000000005686751168","key":"k\\n6"}]}"""), "secret.key.jwt");

        assertThat(form.toString())
                .contains("f-1", "input[k1]", "choice[k2]", "switchable[k3]", "new[k5]", "DE43***1168[k 6]")
                .doesNotContain("secret", "jwt", "\n");
        assertThat(form.elements().toString()).doesNotContain("secret");
        assertThat(((Choice) form.elements().get(1)).options().toString()).doesNotContain("secret");
        assertThat(((Switchable) form.elements().get(2)).options().toString()).doesNotContain("secret");
    }

    @Test
    void tellsWhetherTheServiceSentItBack() {
        assertThat(form("{\"type\":\"input\",\"key\":\"k\"}").hasValidationErrors())
                .isFalse();
        assertThat(form("{\"type\":\"context\",\"content\":[{\"type\":\"input\",\"key\":\"k\","
                                + "\"validation_error\":{\"min_length\":true}}]}")
                        .hasValidationErrors())
                .isTrue();
    }

    private static Form form(String element) {
        return FormReader.read(JSON.readTree("{\"form_identifier\":\"f\",\"elements\":[" + element + "]}"), null);
    }

    private static <T extends FormElement> T only(Class<T> kind, String element) {
        List<FormElement> elements = form(element).elements();
        assertThat(elements).hasSize(1);
        assertThat(elements.get(0)).isInstanceOf(kind);
        return kind.cast(elements.get(0));
    }
}
