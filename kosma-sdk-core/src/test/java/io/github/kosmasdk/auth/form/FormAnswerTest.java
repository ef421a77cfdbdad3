package io.github.kosmasdk.auth.form;

import static io.github.kosmasdk.auth.form.ValidationRule.INACTIVE_OPTION;
import static io.github.kosmasdk.auth.form.ValidationRule.MAX_VALUE;
import static io.github.kosmasdk.auth.form.ValidationRule.MIN_VALUE;
import static io.github.kosmasdk.auth.form.ValidationRule.OPTION_DISABLED;
import static io.github.kosmasdk.auth.form.ValidationRule.READ_ONLY;
import static io.github.kosmasdk.auth.form.ValidationRule.REQUIRED;
import static io.github.kosmasdk.auth.form.ValidationRule.TYPE;
import static io.github.kosmasdk.auth.form.ValidationRule.UNKNOWN_KEY;
import static io.github.kosmasdk.auth.form.ValidationRule.VALID_OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.error.RetryAdvice;
import io.github.kosmasdk.internal.form.FormReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class FormAnswerTest {

    private static final String SECRET = "hunter2-hunter2";

    // what is sent

    @Test
    void sendsEachKindOfValue() {
        Form form = form("""
                {"type":"input","key":"LOGINNAME"},
                {"type":"switchable","key":"ACCESS_METHOD","options":[{"value":"PRIVATE"},{"value":"CORPORATE"}]},
                {"type":"toggle","key":"accept1"},
                {"type":"padlock","key":"padlock1","rows":4,"columns":5},
                {"type":"text","content":"no value"},{"type":"image","src":"x"},{"type":"link"},
                {"type":"flicker","data":[]}""");

        assertThat(sent(form.answer()
                        .put("LOGINNAME", "johndoe")
                        .choose("ACCESS_METHOD", "PRIVATE")
                        .toggle("accept1", true)
                        .draw("padlock1", 0, 1, 7, 13, 17, 12, 7)))
                .isEqualTo("""
                {"form_identifier":"f-1","data":[{"key":"LOGINNAME","value":"johndoe"},\
                {"key":"ACCESS_METHOD","value":"PRIVATE"},{"key":"accept1","value":true},\
                {"key":"padlock1","value":[0,1,7,13,17,12,7]}]}""");
    }

    @Test
    void sendsWhatIsLeftAloneAsItCame() {
        Form form = form("""
                {"type":"input","key":"i","prefill_value":"pre"},{"type":"input","key":"empty"},
                {"type":"choice","key":"c","selected":["b"],"options":[{"value":"a"},{"value":"b"}]},
                {"type":"choice","key":"many","selected":["b","a"],"allow_selected":{"min":1,"max":2},
                 "options":[{"value":"a"},{"value":"b"}]},
                {"type":"toggle","key":"on","selected":true},{"type":"toggle","key":"off"},
                {"type":"switchable","key":"s","selected":"y","options":[
                  {"value":"x","content":[{"type":"input","key":"in-x","validator":{"required":true}}]},
                  {"value":"y","content":[{"type":"input","key":"in-y","prefill_value":"py"}]}]},
                {"type":"padlock","key":"p","rows":2,"columns":2}""");

        assertThat(data(form.answer())).isEqualTo("""
                [{"key":"i","value":"pre"},{"key":"empty","value":""},{"key":"c","value":"b"},\
                {"key":"many","value":["b","a"]},{"key":"on","value":true},{"key":"off","value":false},\
                {"key":"s","value":"y"},{"key":"in-y","value":"py"},{"key":"p","value":[]}]""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                                                              | a   | "a"
                    "allow_selected":null,                    | a   | "a"
                    "allow_selected":{"min":null,"max":null}, | a   | "a"
                    "allow_selected":{"min":0,"max":1},       | a   | "a"
                    "allow_selected":{"min":1,"max":2},       | a   | ["a"]
                    "allow_selected":{"min":1,"max":2},       | a b | ["a","b"]
                    "allow_selected":{"min":1,"max":2},       | a a | ["a"]
                    """)
    void aChoiceIsATextOrAnArrayByHowManyAreAllowed(String allowSelected, String chosen, String value) {
        Form form = form("{\"type\":\"choice\",\"key\":\"c\"," + (allowSelected == null ? "" : allowSelected)
                + "\"options\":[{\"value\":\"a\"},{\"value\":\"b\"}]}");

        assertThat(data(form.answer().choose("c", chosen.split(" "))))
                .isEqualTo("[{\"key\":\"c\",\"value\":" + value + "}]");
    }

    @Test
    void noOptionWhereNoneIsNeeded() {
        Form form = form("""
                {"type":"choice","key":"one","selected":["a"],"allow_selected":{"min":0,"max":1},"options":[{"value":"a"}]},
                {"type":"choice","key":"many","allow_selected":{"min":0,"max":2},"options":[{"value":"a"}]}""");

        assertThat(data(form.answer().choose("one"))).isEqualTo("[{\"key\":\"many\",\"value\":[]}]");
    }

    @Test
    void onlyTheActiveOptionIsCheckedAndSent_flat_alsoWhereKeysAreUsedAgain() {
        Form form = form("""
                {"type":"context","content":[{"type":"switchable","key":"s","selected":"sms","options":[
                  {"value":"sms","content":[{"type":"input","key":"tan","validator":{"numeric_only":true}}]},
                  {"value":"app","content":[{"type":"context","content":[
                    {"type":"switchable","key":"inner","options":[
                      {"value":"z","content":[{"type":"input","key":"tan","validator":{"required":true}}]}]}]}]}]}]}""");

        assertThat(data(form.answer().choose("s", "app").choose("inner", "z").put("tan", "abc")))
                .isEqualTo("""
                [{"key":"s","value":"app"},{"key":"inner","value":"z"},{"key":"tan","value":"abc"}]""");
        assertThat(data(form.answer().put("tan", "123")))
                .isEqualTo("[{\"key\":\"s\",\"value\":\"sms\"},{\"key\":\"tan\",\"value\":\"123\"}]");
    }

    @Test
    void readOnlyValuesAreSentAndNotChecked() {
        Form form = form("{\"type\":\"input\",\"key\":\"i\",\"read_only\":true,\"prefill_value\":\"pre\","
                + "\"validator\":{\"min_length\":50}}");

        assertThat(data(form.answer())).isEqualTo("[{\"key\":\"i\",\"value\":\"pre\"}]");
        assertThat(data(form.answer().put("i", "pre"))).isEqualTo("[{\"key\":\"i\",\"value\":\"pre\"}]");
    }

    @Test
    void unknownElementsAreSentAsGivenAndLeftOutOtherwise() {
        Form form = form(
                "{\"type\":\"new\",\"key\":\"a\"},{\"type\":\"new\",\"key\":\"b\"},{\"type\":\"new\",\"key\":\"c\"},"
                        + "{\"type\":\"new\",\"key\":\"d\"},{\"type\":\"new\",\"key\":\"e\"},{\"type\":\"new\",\"key\":\"f\"},"
                        + "{\"type\":\"new\"}");

        assertThat(data(form.answer()
                        .put("a", "text")
                        .choose("b", "one")
                        .choose("c", "one", "two")
                        .toggle("d", false)
                        .draw("e", -1, 2)))
                .isEqualTo("""
                [{"key":"a","value":"text"},{"key":"b","value":"one"},{"key":"c","value":["one","two"]},\
                {"key":"d","value":false},{"key":"e","value":[-1,2]}]""");
    }

    @Test
    void aKeyUsedTwiceAtOnceHasOneValue_whichHasToSuitBoth() {
        Form form = form("{\"type\":\"input\",\"key\":\"i\"},{\"type\":\"input\",\"key\":\"i\","
                + "\"validator\":{\"max_length\":3}}");

        assertThat(data(form.answer().put("i", "abc"))).isEqualTo("[{\"key\":\"i\",\"value\":\"abc\"}]");
        assertThat(rules(form.answer().put("i", "abcd"))).containsExactly("max_length");
    }

    @Test
    void aValueGivenAgainReplacesTheOneBefore() {
        Form form = form("{\"type\":\"input\",\"key\":\"i\"}");

        assertThat(data(form.answer().put("i", "first").put("i", "second")))
                .isEqualTo("[{\"key\":\"i\",\"value\":\"second\"}]");
    }

    // rules of a text

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"required":true}                                          |           | required
                    {"required":true}                                          | x         |
                    {"required":false,"min_length":3,"pattern":"^x$"}          |           |
                    {"min_length":3}                                           | ab        | min_length
                    {"min_length":3}                                           | abc       |
                    {"min_length":3}                                           | 😀😀      | min_length
                    {"max_length":3}                                           | abcd      | max_length
                    {"max_length":3}                                           | abc       |
                    {"max_length":3}                                           | 😀😀😀    |
                    {"min_value":5}                                            | 4         | min_value
                    {"min_value":5}                                            | 4.99      | min_value
                    {"min_value":5}                                            | 5         |
                    {"min_value":5}                                            | five      | min_value
                    {"min_value":-5}                                           | -6        | min_value
                    {"max_value":5}                                            | 5         |
                    {"max_value":5}                                            | 5,01      | max_value
                    {"max_value":5}                                            | 1e0       | max_value
                    {"max_value":5}                                            | 1.2.3     | max_value
                    {"max_value":9007199254740993}                             | 9007199254740994 | max_value
                    {"min_value":1,"max_value":5}                              | -         | min_value max_value
                    {"min_value":1}                          | 99999999999999999999999999999999999999999 | min_value
                    {"numeric_only":true}                                      | 0123456789 |
                    {"numeric_only":true}                                      | 12a       | numeric_only
                    {"numeric_only":true}                                      | ١٢        | numeric_only
                    {"numeric_only":true,"char_whitelist":["-"," "]}           | 12-3 4    |
                    {"numeric_only":true,"char_whitelist":["-"]}               | 12/3      | numeric_only
                    {"numeric_only":false}                                     | aB1-      |
                    {"numeric":false}                                          | a1        | numeric
                    {"numeric":true}                                           | a1        |
                    {"letters":{"uppercase":false,"lowercase":true}}           | aB        | letters_uppercase
                    {"letters":{"uppercase":true,"lowercase":false}}           | aB        | letters_lowercase
                    {"letters":{"uppercase":false,"lowercase":false}}          | äÖ        | letters_uppercase letters_lowercase
                    {"letters":{"uppercase":false}}                            | a1-       |
                    {"symbols":false}                                          | aB1       |
                    {"symbols":false}                                          | a B       | symbols
                    {"symbols":false}                                          | 漢        | symbols
                    {"symbols":false,"char_whitelist":["_"]}                   | a_B       |
                    {"numeric":true,"letters":{"uppercase":false,"lowercase":false},"symbols":false} | 12aB- | letters_uppercase letters_lowercase symbols
                    {"char_whitelist":["a","b"]}                               | abba      |
                    {"char_whitelist":["a","b"]}                               | abc       | char_whitelist
                    {"char_whitelist":["ab"]}                                  | ba        |
                    {"char_whitelist":[]}                                      | abc       |
                    {"char_blacklist":["<",">"]}                               | a<b       | char_blacklist
                    {"char_blacklist":["<",">"]}                               | ab        |
                    {"char_blacklist":["😀"]}                                  | a😀       | char_blacklist
                    {"pattern":"^[0-9]{6}$"}                                   | 123456    |
                    {"pattern":"^[0-9]{6}$"}                                   | 12345     | pattern
                    {"pattern":"[0-9]{6}"}                                     | x123456   |
                    {"pattern":"(["}                                           | anything  |
                    {"pattern":"^(?=.*x).*$"}                                  | anything  |
                    {"pattern":"^(a+)+$"}                                      | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa! | pattern
                    {"min_length":5,"numeric_only":true,"pattern":"^9"}        | ab        | min_length numeric_only pattern
                    {}                                                         | anything  |
                    null                                                       |           |
                    """)
    void checksATextByItsRules(String validator, String text, String broken) {
        Form form = form("{\"type\":\"input\",\"key\":\"i\",\"label\":\"Name\",\"validator\":" + validator + "}");
        String value = text == null ? "" : text;
        List<String> expected = broken == null ? List.of() : List.of(broken.split(" "));

        assertThat(rules(form.answer().put("i", value))).isEqualTo(expected);
        assertThat(rules(form.answer().put("i", value.toCharArray()))).isEqualTo(expected);
        assertThat(rules(prefilled(form, value).answer())).isEqualTo(expected);
    }

    @Test
    void aWrongPrefillIsAProblemToo() {
        Form form =
                form("{\"type\":\"input\",\"key\":\"i\",\"prefill_value\":\"ab\",\"validator\":{\"min_length\":3}}");

        assertThat(rules(form.answer())).containsExactly("min_length");
        assertThat(rules(form.answer().put("i", "abc"))).isEmpty();
    }

    @Test
    void readOnlyValuesCannotBeChanged() {
        Form form = form("{\"type\":\"input\",\"key\":\"i\",\"read_only\":true,\"prefill_value\":\"pre\"}");

        assertThat(problems(form.answer().put("i", "other")))
                .extracting(AnswerProblem::rule)
                .containsExactly(READ_ONLY);
    }

    // rules of the other fields

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"min":1,"max":1} |       | allow_selected_min
                    {"min":1,"max":1} | a b   | allow_selected_max
                    {"min":1,"max":1} | x     | valid_options
                    {"min":1,"max":1} | off   | option_disabled
                    {"min":2,"max":3} | a     | allow_selected_min
                    {"min":2,"max":3} | a a   | allow_selected_min
                    {"min":2,"max":3} | a b c |
                    {"min":2,"max":3} | a b c d | allow_selected_max
                    {"min":0,"max":3} | x off a | valid_options option_disabled
                    {"min":0,"max":0} | a     | allow_selected_max
                    null              |       | allow_selected_min
                    """)
    void checksAChoice(String allowSelected, String chosen, String broken) {
        Form form = form("{\"type\":\"choice\",\"key\":\"c\",\"allow_selected\":" + allowSelected
                + ",\"options\":[{\"value\":\"a\"},{\"value\":\"b\"},{\"value\":\"c\"},{\"value\":\"d\"},"
                + "{\"value\":\"off\",\"disabled\":true}]}");

        assertThat(rules(form.answer().choose("c", chosen == null ? new String[0] : chosen.split(" "))))
                .isEqualTo(broken == null ? List.of() : List.of(broken.split(" ")));
    }

    @Test
    void aPreselectionIsCheckedToo() {
        Form form = form("{\"type\":\"choice\",\"key\":\"c\",\"selected\":[\"a\"],"
                + "\"options\":[{\"value\":\"a\",\"disabled\":true},{\"value\":\"b\"}]}");

        AnswerProblem problem = problems(form.answer()).get(0);

        assertThat(problem.rule()).isEqualTo(OPTION_DISABLED);
        assertThat(problem.message()).contains("choose among these: b").doesNotContain(" a,");
    }

    @Test
    void aRequiredToggleHasToBeOn() {
        Form form = form("{\"type\":\"toggle\",\"key\":\"t\",\"validator\":{\"required\":true}}");

        assertThat(rules(form.answer())).containsExactly("required");
        assertThat(rules(form.answer().toggle("t", false))).containsExactly("required");
        assertThat(rules(form.answer().toggle("t", true))).isEmpty();
    }

    @Test
    void exactlyOneOptionOfASwitchableIsActive() {
        Form form = form("{\"type\":\"switchable\",\"key\":\"s\",\"options\":[{\"value\":\"a\"},{\"value\":\"b\"},"
                + "{\"value\":\"off\",\"disabled\":true}]}");

        assertThat(problems(form.answer())).extracting(AnswerProblem::rule).containsExactly(REQUIRED);
        assertThat(problems(form.answer().choose("s")))
                .extracting(AnswerProblem::rule)
                .containsExactly(REQUIRED);
        assertThat(problems(form.answer().choose("s", "a", "b")))
                .extracting(AnswerProblem::rule)
                .containsExactly(TYPE);
        assertThat(problems(form.answer().choose("s", "x")))
                .extracting(AnswerProblem::rule)
                .containsExactly(VALID_OPTIONS);
        assertThat(problems(form.answer().choose("s", "off")))
                .extracting(AnswerProblem::rule)
                .containsExactly(OPTION_DISABLED);
        assertThat(problems(form.answer().choose("s", "off")).get(0).message()).contains("a, b");
        assertThat(rules(form.answer().choose("s", "b"))).isEmpty();
    }

    @Test
    void valuesOfAnInactiveOptionAreNamed() {
        Form form = form("""
                {"type":"switchable","key":"s","options":[{"value":"a","content":[{"type":"input","key":"in-a","label":"A"}]},
                  {"value":"b","content":[{"type":"input","key":"in-b"}]}]}""");

        List<AnswerProblem> problems =
                problems(form.answer().choose("s", "b").put("in-a", SECRET).put("in-b", "x"));

        assertThat(problems).extracting(AnswerProblem::rule).containsExactly(INACTIVE_OPTION);
        assertThat(problems.get(0).key()).isEqualTo("in-a");
        assertThat(problems.get(0).label()).contains("A");
    }

    @Test
    void aWrongOptionIsTheOnlyProblemOfItsContent() {
        Form form = form("""
                {"type":"switchable","key":"s","options":[{"value":"a","content":[{"type":"input","key":"in-a"}]}]}""");

        assertThat(rules(form.answer().choose("s", "x").put("in-a", "y"))).containsExactly("valid_options");
        assertThat(rules(form.answer().toggle("s", true).put("in-a", "y"))).containsExactly("type");
        assertThat(rules(form.answer().put("in-a", "y"))).containsExactly("required");
    }

    @Test
    void theActiveOptionIsCheckedInside() {
        Form form = form("""
                {"type":"switchable","key":"s","selected":"a","options":[
                  {"value":"a","content":[{"type":"context","content":[
                    {"type":"input","key":"i","validator":{"required":true}}]}]}]}""");

        assertThat(rules(form.answer())).containsExactly("required");
    }

    @Test
    void checksADrawing() {
        Form form =
                form("{\"type\":\"padlock\",\"key\":\"p\",\"rows\":2,\"columns\":3,\"validator\":{\"required\":true}}");

        assertThat(rules(form.answer())).containsExactly("required");
        assertThat(rules(form.answer().draw("p"))).containsExactly("required");
        assertThat(rules(form.answer().draw("p", 0, 5, 0))).isEmpty();
        assertThat(problems(form.answer().draw("p", 0, 6, 7)))
                .extracting(AnswerProblem::rule)
                .containsExactly(MAX_VALUE);
        assertThat(problems(form.answer().draw("p", -1, 6)))
                .extracting(AnswerProblem::rule)
                .containsExactly(MIN_VALUE, MAX_VALUE);
    }

    @Test
    void aGridWithoutSizeHasNoLastCell() {
        Form form = form("{\"type\":\"padlock\",\"key\":\"p\",\"rows\":\"many\"},"
                + "{\"type\":\"padlock\",\"key\":\"q\",\"rows\":2147483647,\"columns\":2147483647,"
                + "\"validator\":{\"min_value\":1,\"max_value\":8}}");

        assertThat(rules(form.answer().draw("p", Integer.MAX_VALUE).draw("q", 1, 8)))
                .isEmpty();
        assertThat(rules(form.answer().draw("q", 0, 9))).containsExactly("min_value", "max_value");
    }

    // any field

    @ParameterizedTest
    @ValueSource(strings = {"input", "choice", "toggle", "switchable", "padlock"})
    void saysWhichKindOfValueAFieldNeeds(String type) {
        Form form = form("{\"type\":\"" + type + "\",\"key\":\"k\",\"label\":\"The label\"}");
        List<UnaryOperator<FormAnswer.Builder>> wrong = List.of(
                builder -> type.equals("input") ? builder.toggle("k", true) : builder.put("k", SECRET),
                builder -> type.equals("padlock") ? builder.choose("k", SECRET) : builder.draw("k", 1));

        for (UnaryOperator<FormAnswer.Builder> give : wrong) {
            List<AnswerProblem> problems = problems(give.apply(form.answer()));

            assertThat(problems).extracting(AnswerProblem::rule).containsExactly(TYPE);
            assertThat(problems.get(0).toString())
                    .contains("\"k\" (The label), type: this " + type + " needs")
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void namesTheKeysThatExist() {
        Form form = form("{\"type\":\"input\",\"key\":\"user\"},{\"type\":\"context\",\"content\":["
                + "{\"type\":\"input\",\"key\":\"password\"}]},{\"type\":\"new\",\"key\":\"new\"}");

        List<AnswerProblem> problems = problems(form.answer().put("User", "x").toggle("terms", true));

        assertThat(problems).extracting(AnswerProblem::rule).containsExactly(UNKNOWN_KEY, UNKNOWN_KEY);
        assertThat(problems).extracting(AnswerProblem::key).containsExactly("User", "terms");
        assertThat(problems.get(0).message()).contains("user, password, new");
    }

    @Test
    void findsAllProblemsAtOnce_inTheOrderOfTheForm_withoutAnyValue() {
        Form form = form("""
                {"type":"input","key":"user","label":"User","validator":{"min_length":30}},
                {"type":"input","key":"password","label":"PIN","password":true,"prefill_value":"hunter2",
                 "validator":{"numeric_only":true,"max_length":4,"char_blacklist":["-"],"pattern":"^[0-9]+$"}},
                {"type":"choice","key":"account","label":"Account DE43000000005686751168",
                 "options":[{"value":"DE18000000006636981175"},{"value":"b"}]},
                {"type":"toggle","key":"terms","validator":{"required":true}}""");

        InvalidFormAnswerException refused = refused(form.answer()
                .put("user", SECRET)
                .put("password", SECRET)
                .choose("account", SECRET)
                .put("odd", SECRET));

        assertThat(refused.problems())
                .extracting(problem -> problem.key() + " " + problem.rule().wireName())
                .containsExactly(
                        "user min_length",
                        "password max_length",
                        "password numeric_only",
                        "password char_blacklist",
                        "password pattern",
                        "account valid_options",
                        "terms required",
                        "odd unknown_key");
        assertThat(refused)
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("form f-1 was not sent, 8 problems:")
                .hasMessageContaining("\n- \"user\" (User), min_length: give at least 30 characters")
                .hasMessageContaining("DE43***1168")
                .hasMessageContaining("DE18***1175")
                .message()
                .doesNotContain("hunter2", "DE43000000005686751168", "DE18000000006636981175");
        assertThat(refused.retryAdvice()).isEqualTo(RetryAdvice.NEVER);
        assertThatThrownBy(() -> refused.problems().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void wordsOfTheBankCannotBreakTheMessage() {
        Form form = form("{\"type\":\"toggle\",\"key\":\"k\",\"label\":\"a\\r\\nERROR forged" + "x".repeat(5_000)
                + "\",\"validator\":{\"required\":true}}");

        assertThat(refused(form.answer()).getMessage())
                .hasSizeLessThan(400)
                .contains("a  ERROR forged")
                .hasLineCount(2);
    }

    @Test
    void theExceptionCanBeSerialized() throws IOException, ClassNotFoundException {
        InvalidFormAnswerException refused =
                refused(form("{\"type\":\"toggle\",\"key\":\"k\",\"validator\":{\"required\":true}}")
                        .answer());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(refused);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            InvalidFormAnswerException read = (InvalidFormAnswerException) in.readObject();
            assertThat(read.problems()).isEqualTo(refused.problems());
            assertThat(read).hasMessage(refused.getMessage());
        }
    }

    // life of an answer

    @ParameterizedTest
    @ValueSource(strings = {"2.0.0", "0.9.0", "10.0.0", "2", "v1", "", "one.two"})
    void aFormOfAnotherMajorVersionIsReadButNotAnswered(String version) {
        Form form = new Form("f-1", version, List.of(), "a.b.c");

        assertThat(form.version()).contains(version);
        assertThatThrownBy(form::answer)
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("version 1.x only");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.0.0", "1.99", "1.0.0-beta"})
    void aFormOfTheKnownMajorVersionIsAnswered(String version) {
        assertThatCode(() ->
                        new Form("f-1", version, List.of(), "a.b.c").answer().build())
                .doesNotThrowAnyException();
    }

    @Test
    void aFormWithoutIdentifierIsNotAnswered() {
        Form form = new Form("", null, List.of(), "a.b.c");

        assertThatThrownBy(form::answer)
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("form_identifier");
    }

    @Test
    void theCallersCharactersCanBeWipedAtOnce() {
        Form form = form("{\"type\":\"input\",\"key\":\"i\"},{\"type\":\"padlock\",\"key\":\"p\"}");
        char[] typed = "secret".toCharArray();
        StringBuilder text = new StringBuilder("other");
        int[] drawn = {1, 2};

        FormAnswer.Builder builder =
                form.answer().put("i", text).put("i", typed).draw("p", drawn);
        typed[0] = 0;
        text.setLength(0);
        drawn[0] = 9;

        assertThat(data(builder)).isEqualTo("[{\"key\":\"i\",\"value\":\"secret\"},{\"key\":\"p\",\"value\":[1,2]}]");
        assertThat(typed).startsWith((char) 0, 'e');
    }

    @Test
    void aWipedAnswerHoldsNothingAndIsRefused() {
        AnswerValue.Characters characters = AnswerValue.Characters.copyOf(SECRET);
        AnswerValue.Cells cells = new AnswerValue.Cells(new int[] {3, 4});
        FormAnswer answer = new FormAnswer(
                form(""), List.of(new FormAnswer.Entry("i", characters), new FormAnswer.Entry("p", cells)));
        answer.encrypt();

        answer.close();
        answer.wipe();

        assertThat(characters.value()).containsOnly('\0');
        assertThat(cells.indices()).containsOnly(0);
        assertThat(answer.keys()).containsExactly("i", "p");
        assertThatThrownBy(answer::encrypt)
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("wiped")
                .hasMessageContaining("build a new one");
    }

    @Test
    void aBuilderMakesOneAnswer() {
        Form form = form("{\"type\":\"toggle\",\"key\":\"t\",\"validator\":{\"required\":true}}");
        FormAnswer.Builder failed = form.answer();
        refused(failed);
        FormAnswer.Builder used = form.answer().toggle("t", true);
        used.build();

        for (FormAnswer.Builder builder : List.of(failed, used)) {
            assertThatThrownBy(() -> builder.toggle("t", true))
                    .isInstanceOf(KosmaUsageException.class)
                    .hasMessageContaining("form.answer()");
            assertThatThrownBy(builder::build).isInstanceOf(KosmaUsageException.class);
        }
    }

    @Test
    void whatIsLeftAloneIsNotSharedWithTheNextAnswer() {
        Form form = form("{\"type\":\"input\",\"key\":\"i\",\"prefill_value\":\"pre\"}");
        form.answer().build().wipe();

        assertThat(data(form.answer())).isEqualTo("[{\"key\":\"i\",\"value\":\"pre\"}]");
    }

    @Test
    void toStringTellsKeysOnly() {
        Form form = form("{\"type\":\"input\",\"key\":\"i\"},{\"type\":\"padlock\",\"key\":\"p\"}");
        FormAnswer.Builder builder = form.answer().put("i", SECRET).draw("p", 4711);

        assertThat(builder).hasToString("FormAnswer.Builder[keys=[i, p]]");
        assertThat(builder.build()).hasToString("FormAnswer[form=f-1, keys=[i, p]]");
        assertThat(new FormAnswer.Entry("i", AnswerValue.Characters.copyOf(SECRET)).toString())
                .doesNotContain(SECRET);
        assertThat(new FormAnswer.Entry("p", new AnswerValue.Cells(new int[] {4711})).toString())
                .doesNotContain("4711");
    }

    @Test
    void answersAreNeverEqualByWhatTheyHold() {
        Form form = form("{\"type\":\"input\",\"key\":\"i\"}");

        assertThat(form.answer().put("i", SECRET).build())
                .isNotEqualTo(form.answer().put("i", SECRET).build());
    }

    // helpers

    private static Form form(String elements) {
        return FormReader.read(
                new JsonMapper()
                        .readTree(
                                "{\"form_identifier\":\"f-1\",\"version\":\"1.0.0\",\"elements\":[" + elements + "]}"),
                EncryptionVector.get("key_jwt"));
    }

    private static Form prefilled(Form form, String value) {
        Input input = form.inputs().get(0);
        Input filled = new Input(
                input.head(),
                input.key(),
                input.dataType(),
                input.password(),
                input.label(),
                input.placeholder(),
                Optional.of(value),
                input.readOnly(),
                input.mask(),
                input.validator(),
                input.validationErrors());
        return new Form("f-1", "1.0.0", List.of(filled), null);
    }

    private static String sent(FormAnswer.Builder builder) {
        try (FormAnswer answer = builder.build()) {
            return EncryptionVector.decrypt(answer.encrypt());
        }
    }

    private static String data(FormAnswer.Builder builder) {
        String sent = sent(builder);
        String start = "{\"form_identifier\":\"f-1\",\"data\":";
        assertThat(sent).startsWith(start).endsWith("}");
        return sent.substring(start.length(), sent.length() - 1);
    }

    private static List<String> rules(FormAnswer.Builder builder) {
        try {
            builder.build().wipe();
            return List.of();
        } catch (InvalidFormAnswerException refused) {
            return refused.problems().stream()
                    .map(problem -> problem.rule().name().toLowerCase(Locale.ROOT))
                    .toList();
        }
    }

    private static List<AnswerProblem> problems(FormAnswer.Builder builder) {
        return refused(builder).problems();
    }

    private static InvalidFormAnswerException refused(FormAnswer.Builder builder) {
        InvalidFormAnswerException refused = catchThrowableOfType(InvalidFormAnswerException.class, builder::build);
        assertThat(refused).as("the answer is refused").isNotNull();
        return refused;
    }
}
