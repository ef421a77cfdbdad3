package io.github.kosmasdk.samples.connect.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.auth.form.Badge;
import io.github.kosmasdk.auth.form.Choice;
import io.github.kosmasdk.auth.form.ContextBlock;
import io.github.kosmasdk.auth.form.DataType;
import io.github.kosmasdk.auth.form.ElementHead;
import io.github.kosmasdk.auth.form.Flicker;
import io.github.kosmasdk.auth.form.Form;
import io.github.kosmasdk.auth.form.FormElement;
import io.github.kosmasdk.auth.form.Image;
import io.github.kosmasdk.auth.form.Input;
import io.github.kosmasdk.auth.form.InvalidFormAnswerException;
import io.github.kosmasdk.auth.form.Link;
import io.github.kosmasdk.auth.form.Padlock;
import io.github.kosmasdk.auth.form.Switchable;
import io.github.kosmasdk.auth.form.Text;
import io.github.kosmasdk.auth.form.Toggle;
import io.github.kosmasdk.auth.form.UnknownElement;
import io.github.kosmasdk.auth.form.ValidationRule;
import io.github.kosmasdk.auth.form.Validator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

class FormViewTest {

    private static final String GIF = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

    private static FormView view(FormElement... elements) {
        return FormView.of(form(elements));
    }

    private static Form form(FormElement... elements) {
        return new Form("form-1", "1.0.0", List.of(elements), null);
    }

    private static <E extends ElementView> E only(FormView view, Class<E> type) {
        assertThat(view.elements()).hasSize(1);
        return type.cast(view.elements().get(0));
    }

    private static ElementHead head(String type, String... tags) {
        return new ElementHead(type, Optional.of("1.0.0"), List.of(tags));
    }

    /** What a text field of a bank can say about itself. */
    private static final class InputOf {
        private final String key;
        private DataType dataType = DataType.UNKNOWN;
        private boolean password;
        private Optional<String> label = Optional.of("Label");
        private Optional<String> placeholder = Optional.empty();
        private Optional<String> prefill = Optional.empty();
        private boolean readOnly;
        private List<String> mask = List.of();
        private Validator validator = Validator.NONE;
        private Set<OpenEnum<ValidationRule>> broken = Set.of();

        private InputOf(String key) {
            this.key = key;
        }

        private Input made() {
            return new Input(
                    head("input"),
                    key,
                    OpenEnum.of(dataType),
                    password,
                    label,
                    placeholder,
                    prefill,
                    readOnly,
                    mask,
                    validator,
                    broken);
        }
    }

    private static Validator rules(boolean required, boolean numericOnly, int minLength, int maxLength) {
        Validator none = Validator.NONE;
        return new Validator(
                required,
                OptionalInt.of(minLength),
                OptionalInt.of(maxLength),
                OptionalLong.of(100),
                OptionalLong.of(899),
                numericOnly,
                none.numeric(),
                none.lettersUppercase(),
                none.lettersLowercase(),
                none.symbols(),
                List.of(),
                List.of("-", "."),
                Optional.empty(),
                Optional.of("DD.MM.YYYY"));
    }

    @Test
    void aTextFieldHasAllThatTheBankSays() {
        InputOf input = new InputOf("bank.key");
        input.placeholder = Optional.of("31.12.1990");
        input.prefill = Optional.of("12.03.1990");
        input.mask = List.of("[0-9]", "[0-9]", ".", "[0-9]");
        input.validator = rules(true, false, 3, 10);

        ElementView.Input shown = only(view(input.made()), ElementView.Input.class);

        assertThat(shown.kind()).isEqualTo("input");
        assertThat(shown.name()).isEqualTo("field-0").doesNotContain("bank");
        assertThat(shown.label()).isEqualTo("Label");
        assertThat(shown.type()).isEqualTo("text");
        assertThat(shown.value()).isEqualTo("12.03.1990");
        assertThat(shown.placeholder()).isEqualTo("31.12.1990");
        assertThat(shown.mask()).isEqualTo("00.0");
        assertThat(shown.hint()).isEqualTo("Format: DD.MM.YYYY");
        assertThat(shown.maxLength()).isEqualTo(10);
        assertThat(shown.required()).isTrue();
        assertThat(shown.readOnly()).isFalse();
        assertThat(shown.inputMode()).isEqualTo("text");
        assertThat(shown.describedBy()).isEqualTo("field-0-hint");
    }

    @Test
    void aMaskIsShownAsAnExampleAndNeverAsItsExpressions() {
        InputOf input = new InputOf("k");
        input.mask = List.of("[A-Z]", "[0-9]", "-", "[0-9]");

        ElementView.Input shown = only(view(input.made()), ElementView.Input.class);

        assertThat(shown.hint()).isEqualTo("Like this: A0-0");
        assertThat(shown.placeholder()).isEmpty();
    }

    @Test
    void aSecretIsNeverInThePage() {
        InputOf input = new InputOf("pin");
        input.password = true;
        input.prefill = Optional.of("hunter2");
        Form form = form(input.made());

        ElementView.Input shown = only(FormView.of(form), ElementView.Input.class);

        assertThat(shown.type()).isEqualTo("password");
        assertThat(shown.value()).isEmpty();
        assertThat(FormView.of(form, sent("field-0", "typed"), List.of()).toString())
                .doesNotContain("hunter2", "typed");
    }

    @Test
    void aSecretThatTheBankFilledInStaysUnlessAnotherIsTyped() {
        InputOf input = new InputOf("pin");
        input.password = true;
        input.prefill = Optional.of("1");
        input.validator = rules(true, false, 3, 10);
        Form form = form(input.made());

        // the prefilled value has one character, which the rules tell of when it is taken
        assertThat(problems(form, sent("field-0", ""))).contains(ValidationRule.MIN_LENGTH);
        assertThat(problems(form, sent("field-0", ""))).doesNotContain(ValidationRule.REQUIRED);
        assertThat(problems(form, sent("field-0", "123"))).isEmpty();
    }

    private static List<ValidationRule> problems(Form form, MultiValueMap<String, String> sent) {
        InvalidFormAnswerException refused =
                catchThrowableOfType(InvalidFormAnswerException.class, () -> FormAnswers.read(form, sent));
        return refused == null
                ? List.of()
                : refused.problems().stream().map(problem -> problem.rule()).toList();
    }

    private static MultiValueMap<String, String> sent(String name, String... values) {
        MultiValueMap<String, String> sent = new LinkedMultiValueMap<>();
        sent.put(name, List.of(values));
        return sent;
    }

    @Test
    void whatCannotBeChangedSaysSoAndIsSentAsItIs() {
        InputOf input = new InputOf("contract");
        input.prefill = Optional.of("4711");
        input.readOnly = true;
        Form form = form(input.made());

        FormView again = FormView.of(form, sent("field-0", "forged"), List.of());

        assertThat(only(again, ElementView.Input.class).readOnly()).isTrue();
        assertThat(only(again, ElementView.Input.class).value()).isEqualTo("4711");
        assertThat(problems(form, sent("field-0", "forged"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PNO, numeric", "IBAN, text", "ORGANIZATION_REGISTRATION_ID, text", "UNKNOWN, text"})
    void theKeyboardFollowsTheKindOfData(DataType type, String keyboard) {
        InputOf input = new InputOf("k");
        input.dataType = type;
        assertThat(only(view(input.made()), ElementView.Input.class).inputMode())
                .isEqualTo(keyboard);
    }

    @Test
    void aCodeOfDigitsIsOfferedFromTheMessage() {
        InputOf input = new InputOf("otp");
        input.validator = rules(true, true, 1, 6);
        ElementView.Input shown = only(view(input.made()), ElementView.Input.class);
        assertThat(shown.inputMode()).isEqualTo("numeric");
        assertThat(shown.autocomplete()).isEqualTo("one-time-code");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "REQUIRED|This is needed.",
                "MIN_LENGTH|This is too short: at least 3 characters.",
                "MAX_LENGTH|This is too long: at most 10 characters.",
                "MIN_VALUE|This number is too small: at least 100.",
                "MAX_VALUE|This number is too large: at most 899.",
                "NUMERIC_ONLY|Only digits are allowed.",
                "CHAR_BLACKLIST|A character in this is not allowed: “-”, “.”.",
                "PATTERN|The bank does not accept this. Check it for typing errors."
            })
    void whatTheBankFoundWrongStandsAtTheFieldAndAbove(ValidationRule rule, String message) {
        InputOf input = new InputOf("k");
        input.validator = rules(true, false, 3, 10);
        input.broken = Set.of(OpenEnum.of(rule));

        FormView view = view(input.made());

        assertThat(only(view, ElementView.Input.class).errors())
                .singleElement()
                .asString()
                .startsWith(message);
        assertThat(only(view, ElementView.Input.class).describedBy()).isEqualTo("field-0-hint field-0-error");
        assertThat(view.problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.label() + ": " + problem.message()).startsWith("Label: " + message));
    }

    @ParameterizedTest
    @EnumSource(ValidationRule.class)
    void everyRuleHasWords(ValidationRule rule) {
        assertThat(RuleTexts.of(rule, Validator.NONE)).endsWith(".").doesNotContain("[", "Optional");
    }

    @Test
    void aRuleThatNobodyKnowsYetIsToldToo() {
        InputOf input = new InputOf("k");
        input.broken = Set.of(OpenEnum.of(ValidationRule.class, "moon_phase"));
        assertThat(only(view(input.made()), ElementView.Input.class).errors())
                .containsExactly("The bank does not accept this.");
    }

    @Test
    void whatWasTypedStaysWhenItIsRefusedHere() {
        InputOf input = new InputOf("k");
        input.validator = rules(true, false, 3, 10);
        Form form = form(input.made());
        InvalidFormAnswerException refused = catchThrowableOfType(
                InvalidFormAnswerException.class, () -> FormAnswers.read(form, sent("field-0", "1-")));

        FormView again = FormView.of(form, sent("field-0", "1-"), refused.problems());

        assertThat(only(again, ElementView.Input.class).value()).isEqualTo("1-");
        assertThat(again.problems()).extracting(FormView.Problem::name).containsOnly("field-0");
    }

    @Test
    void textsDescribeTheFieldsBesideThem() {
        FormView view = view(
                new Text(head("text", "HELPTEXT"), "Enter <b>the</b> code"),
                new ContextBlock(
                        head("context", "HORIZONTAL", "BOX_WARNING"),
                        List.of(new Text(head("text"), "Careful"), new InputOf("k").made())));

        ElementView.Text help = (ElementView.Text) view.elements().get(0);
        ElementView.Box box = (ElementView.Box) view.elements().get(1);
        ElementView.Text inner = (ElementView.Text) box.content().get(0);
        assertThat(help.content()).isEqualTo("Enter <b>the</b> code");
        assertThat(help.help()).isTrue();
        assertThat(inner.help()).isFalse();
        assertThat(box.horizontal()).isTrue();
        assertThat(((ElementView.Input) box.content().get(1)).describedBy()).isEqualTo(inner.id());
        assertThat(inner.id()).isNotEqualTo(help.id());
    }

    @ParameterizedTest
    @CsvSource({"BOX_INFO, info", "BOX_SUCCESS, success", "BOX_WARNING, warning", "BOX_DANGER, danger", "CAPTCHA, ''"})
    void boxesLookLikeWhatTheyAre(String tag, String style) {
        FormView view = view(new ContextBlock(head("context", tag), List.of()));
        assertThat(only(view, ElementView.Box.class).style()).isEqualTo(style);
    }

    @ParameterizedTest
    @CsvSource({
        "https://testbank.example/help, https://testbank.example/help",
        "http://testbank.example, http://testbank.example",
        "javascript:alert(1), ''",
        "'  JavaScript:alert(1)', ''",
        "'data:text/html,x', ''",
        "file:///etc/passwd, ''",
        "//elsewhere.example, ''",
        "/login, ''",
        "'', ''"
    })
    void linksLeadToTheWebOnly(String href, String shown) {
        FormView view = view(new Link(head("link"), Optional.of("Help"), Optional.of(href), Map.of()));
        assertThat(only(view, ElementView.Link.class)).isEqualTo(new ElementView.Link("Help", shown));
    }

    @Test
    void aLinkWithoutATextShowsWhereItLeads() {
        FormView view =
                view(new Link(head("link"), Optional.empty(), Optional.of("https://testbank.example/help"), Map.of()));
        assertThat(only(view, ElementView.Link.class).label()).isEqualTo("https://testbank.example/help");
    }

    private static Choice choice(int least, int most, Set<OpenEnum<ValidationRule>> broken) {
        return new Choice(
                head("choice"),
                "ways",
                Optional.of("Ways"),
                Optional.of("One or two"),
                List.of("app"),
                least,
                most,
                List.of(
                        new Choice.Option(
                                "app",
                                "App",
                                Optional.of("On your phone"),
                                Optional.of(new Badge(OpenEnum.of(Badge.Kind.IMAGE), GIF)),
                                false),
                        new Choice.Option(
                                "sms",
                                "SMS",
                                Optional.empty(),
                                Optional.of(new Badge(OpenEnum.of(Badge.Kind.TEXT), "usual")),
                                false),
                        new Choice.Option("call", "Call", Optional.empty(), Optional.empty(), true)),
                broken);
    }

    @Test
    void optionsHaveTheirBadgesAndDescriptions() {
        ElementView.Options shown = only(view(choice(1, 1, Set.of())), ElementView.Options.class);

        assertThat(shown.label()).isEqualTo("Ways");
        assertThat(shown.hint()).isEqualTo("One or two");
        assertThat(shown.describedBy()).isEqualTo("field-0-hint");
        assertThat(shown.options())
                .extracting(
                        ElementView.Option::id,
                        ElementView.Option::value,
                        ElementView.Option::description,
                        ElementView.Option::badge,
                        ElementView.Option::badgeImage,
                        ElementView.Option::chosen,
                        ElementView.Option::disabled)
                .containsExactly(
                        tuple("field-0-0", "app", "On your phone", "", GIF, true, false),
                        tuple("field-0-1", "sms", "", "usual", "", false, false),
                        tuple("field-0-2", "call", "", "", "", false, true));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, radio", "0, 1, checkbox", "1, 2, checkbox", "0, 3, checkbox"})
    void oneIsChosenByRadioButtonsAndOthersByBoxes(int least, int most, String type) {
        assertThat(only(view(choice(least, most, Set.of())), ElementView.Options.class)
                        .type())
                .isEqualTo(type);
    }

    @Test
    void whatWasChosenStaysWhenItIsRefused() {
        Form form = form(choice(1, 2, Set.of()));
        assertThat(problems(form, sent("field-0", "app", "sms", "call")))
                .contains(ValidationRule.ALLOW_SELECTED_MAX, ValidationRule.OPTION_DISABLED);

        FormView again = FormView.of(form, sent("field-0", "sms"), List.of());

        assertThat(only(again, ElementView.Options.class).options())
                .extracting(ElementView.Option::chosen)
                .containsExactly(false, true, false);
    }

    @Test
    void whatIsWrongWithAChoiceStandsAtIt() {
        FormView view = view(choice(1, 2, Set.of(OpenEnum.of(ValidationRule.ALLOW_SELECTED_MAX))));
        assertThat(only(view, ElementView.Options.class).errors()).containsExactly("Choose fewer.");
        assertThat(only(view, ElementView.Options.class).describedBy()).isEqualTo("field-0-hint field-0-error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://elsewhere.example/badge.png",
                "//elsewhere.example/badge.png",
                "data:text/html,<script>",
                "iVBORw0KGgo: this is no Base64",
                ""
            })
    void noPictureIsLoadedFromElsewhere(String source) {
        assertThat(Pictures.dataUri(source)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "iVBORw0KGgoAAAANSUhEUgAAAA4AAAAOBAMA, data:image/png;base64",
        "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7, data:image/gif;base64",
        "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgMC, data:image/jpeg;base64"
    })
    void base64WithoutATypeIsAPictureWhenItBeginsLikeOne(String source, String begins) {
        assertThat(Pictures.dataUri(source)).isEqualTo(begins + "," + source);
    }

    @Test
    void theGroupsOfASwitchableHaveTheirFields() {
        Switchable switchable = new Switchable(
                head("switchable", "TABS"),
                "kind",
                Optional.empty(),
                Optional.of("number"),
                List.of(
                        new Switchable.Option(
                                "number",
                                "Number",
                                List.of(new InputOf("number").made()),
                                Optional.of("Of your list"),
                                Optional.of(new Badge(OpenEnum.of(Badge.Kind.TEXT), "usual")),
                                false),
                        new Switchable.Option(
                                "word",
                                "Word",
                                List.of(new InputOf("word").made()),
                                Optional.empty(),
                                Optional.empty(),
                                true)),
                rules(true, false, 0, 9),
                Set.of(OpenEnum.of(ValidationRule.VALID_OPTIONS)));

        ElementView.Options shown = only(view(switchable), ElementView.Options.class);

        assertThat(shown.type()).isEqualTo("radio");
        assertThat(shown.errors()).containsExactly("Choose one of these.");
        assertThat(shown.options())
                .extracting(ElementView.Option::chosen, ElementView.Option::disabled, ElementView.Option::badge)
                .containsExactly(tuple(true, false, "usual"), tuple(false, true, ""));
        assertThat(shown.options())
                .allSatisfy(
                        option -> assertThat(option.content()).singleElement().isInstanceOf(ElementView.Input.class));
    }

    @Test
    void aSwitchSaysWhetherItIsOnAndWhatIsWrong() {
        Toggle toggle = new Toggle(
                head("toggle", "ACCEPT"),
                "terms",
                Optional.of("I agree"),
                true,
                rules(true, false, 0, 9),
                Set.of(OpenEnum.of(ValidationRule.REQUIRED)));
        Form form = form(toggle);

        assertThat(only(FormView.of(form), ElementView.Toggle.class))
                .isEqualTo(new ElementView.Toggle("field-0", "I agree", true, List.of("This is needed.")));
        assertThat(only(FormView.of(form, new LinkedMultiValueMap<>(), List.of()), ElementView.Toggle.class)
                        .on())
                .isFalse();
        assertThat(problems(form, new LinkedMultiValueMap<>())).containsExactly(ValidationRule.REQUIRED);
        assertThat(problems(form, sent("field-0", "on"))).isEmpty();
    }

    private static Padlock padlock(int rows, int columns) {
        return new Padlock(
                head("padlock"), "pattern", Optional.empty(), rows, columns, rules(true, false, 0, 9), Set.of());
    }

    @Test
    void thePadlockHasNumberedCells() {
        ElementView.Padlock shown = only(view(padlock(2, 3)), ElementView.Padlock.class);

        assertThat(shown.label()).isEqualTo("Your pattern");
        assertThat(shown.rows()).containsExactly(List.of(1, 2, 3), List.of(4, 5, 6));
        assertThat(problems(form(padlock(2, 3)), sent("field-0", "1 2, 6")))
                .doesNotContain(ValidationRule.TYPE, ValidationRule.REQUIRED);
        assertThat(problems(form(padlock(2, 3)), sent("field-0", ""))).contains(ValidationRule.REQUIRED);
    }

    @Test
    void aPadlockOfAnySizeDoesNoHarm() {
        assertThat(only(view(padlock(2_000_000_000, 2_000_000_000)), ElementView.Padlock.class)
                        .rows())
                .isEmpty();
        assertThat(only(view(padlock(0, 0)), ElementView.Padlock.class).rows()).isEmpty();
        assertThat(only(view(padlock(2, 7)), ElementView.Padlock.class).rows())
                .last()
                .isEqualTo(List.of(8, 9, 10, 11, 12, 13, 14));
    }

    @Test
    void aPictureHasItsTexts() {
        Image image = new Image(
                head("image", "QR_CODE"),
                Optional.of("photoTAN"),
                Optional.of("A code"),
                Optional.of("Title"),
                GIF,
                true);
        Image bare = new Image(
                head("image", "CAPTCHA"), Optional.empty(), Optional.empty(), Optional.of("Title"), GIF, false);

        assertThat(only(view(image), ElementView.Image.class))
                .isEqualTo(new ElementView.Image("photoTAN", "A code", GIF, true, true));
        assertThat(only(view(bare), ElementView.Image.class))
                .isEqualTo(new ElementView.Image("Title", "Title", GIF, false, false));
    }

    @Test
    void aPictureFromElsewhereIsNotShown() {
        Image image = new Image(
                head("image"),
                Optional.empty(),
                Optional.of("A code"),
                Optional.empty(),
                "https://elsewhere.example/qr.png",
                false);
        assertThat(only(view(image), ElementView.Image.class).src()).isEmpty();
    }

    @Test
    void aFlickeringCodeIsShownWhenThereIsSomethingToSee() {
        Flicker code = new Flicker(head("flicker"), List.of(List.of(true, false), List.of(false, true)));

        assertThat(only(view(code), ElementView.Flicker.class).kind()).isEqualTo("flicker");
        assertThat(only(view(new Flicker(head("flicker"), List.of())), ElementView.Unknown.class)
                        .type())
                .isEqualTo("flicker");
    }

    @Test
    void theFlickeringCodeShowsItsFramesInTurnAtItsSpeed() {
        Flicker code = new Flicker(head("flicker"), List.of(List.of(true, false), List.of(false, false)));

        String slow = FlickerImage.svg(code, 4);
        String fast = FlickerImage.svg(code, 16);

        assertThat(slow).contains("dur=\"0.500s\"", "values=\"#fff;#000\"", "values=\"#000;#000\"");
        assertThat(fast).contains("dur=\"0.125s\"");
    }

    @Test
    void whatThisPageDoesNotKnowIsSaid() {
        FormView view = view(new UnknownElement(head("fingerprint"), Map.of("key", "k")));
        assertThat(only(view, ElementView.Unknown.class).type()).isEqualTo("fingerprint");
        assertThat(only(view, ElementView.Unknown.class).kind()).isEqualTo("unknown");
    }
}
