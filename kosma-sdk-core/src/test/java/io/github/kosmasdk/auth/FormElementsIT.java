package io.github.kosmasdk.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.DriftPolicy;
import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.TestConsumer;
import io.github.kosmasdk.account.AccountsRequest;
import io.github.kosmasdk.auth.form.Badge;
import io.github.kosmasdk.auth.form.Choice;
import io.github.kosmasdk.auth.form.DataType;
import io.github.kosmasdk.auth.form.Flicker;
import io.github.kosmasdk.auth.form.Form;
import io.github.kosmasdk.auth.form.FormAnswer;
import io.github.kosmasdk.auth.form.FormElement;
import io.github.kosmasdk.auth.form.Image;
import io.github.kosmasdk.auth.form.Input;
import io.github.kosmasdk.auth.form.Link;
import io.github.kosmasdk.auth.form.Padlock;
import io.github.kosmasdk.auth.form.Switchable;
import io.github.kosmasdk.auth.form.Toggle;
import io.github.kosmasdk.contract.KosmaContract;
import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.playground.KosmaPlaygroundExtension;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionRequest;
import java.net.URI;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A login whose forms have every element, through the typed client. */
@ExtendWith(KosmaPlaygroundExtension.class)
class FormElementsIT {

    @Test
    void everyElementIsReadAndAnswered(KosmaPlayground playground) {
        try (KosmaClient kosma = KosmaClient.builder()
                .environment(playground.baseUrl(), playground.authBaseUrl())
                .token(playground.token())
                .drift(DriftPolicy.FAIL)
                .build()) {
            Session session = kosma.sessions()
                    .start(SessionRequest.builder(new Psu("Mozilla/5.0 (X11; Linux x86_64)", "203.0.113.17"))
                            .redirectReturnUrl(URI.create("https://shop.example/return"))
                            .selectedBank(TestConsumer.DEMO_BANK)
                            .build());
            AuthStep step = kosma.auth()
                    .begin(kosma.accounts()
                            .startAccounts(session, AccountsRequest.ALL)
                            .flow()
                            .clientToken());
            TestConsumer consumer = new TestConsumer(kosma, "form-elements");

            AuthStep details = consumer.next(consumer.next(step));
            typed(form(details));
            AuthStep ways = submit(
                    kosma,
                    details,
                    form -> form.answer().put("element_birthday", "12.03.1990").put("element_branch", "370"));
            chosen(form(ways));
            AuthStep codes = submit(
                    kosma, ways, form -> form.answer().choose("element_letters").toggle("element_terms", true));
            readOffAndDrawn(form(codes));
            AuthStep end = submit(
                    kosma,
                    codes,
                    form -> form.answer().put("element_captcha", "R7K4").draw("element_pattern", 0, 1, 4, 7));

            assertThat(end).isInstanceOf(AuthStep.Finished.class);
        }
        KosmaContract.strict().assertValid(playground.exchanges());
    }

    private static Form form(AuthStep step) {
        return ((AuthStep.FormInput) step).form();
    }

    private static AuthStep submit(KosmaClient kosma, AuthStep step, Function<Form, FormAnswer.Builder> answering) {
        AuthStep.FormInput input = (AuthStep.FormInput) step;
        try (FormAnswer answer = answering.apply(input.form()).build()) {
            return kosma.auth().submit(input, answer);
        }
    }

    private static <E extends FormElement> E element(Form form, Class<E> type) {
        return form.allElements().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    private static Input input(Form form, String key) {
        return (Input) form.element(key).orElseThrow();
    }

    private static void typed(Form form) {
        assertThat(input(form, "element_birthday").mask()).hasSize(10).startsWith("[0-9]", "[0-9]", ".");
        assertThat(input(form, "element_birthday").validator().patternFormat()).contains("DD.MM.YYYY");
        assertThat(input(form, "element_birthday").placeholder()).contains("31.12.1990");
        assertThat(input(form, "element_iban").prefillValue()).contains("DE43000000005686751168");
        assertThat(input(form, "element_iban").dataType().is(DataType.IBAN)).isTrue();
        assertThat(input(form, "element_contract").readOnly()).isTrue();
        assertThat(input(form, "element_pno").validator().charWhitelist()).containsExactly("-");
        assertThat(element(form, Link.class).webLink()).contains(URI.create("https://testbank.example/help"));
    }

    private static void chosen(Form form) {
        Choice ways = (Choice) form.element("element_ways").orElseThrow();
        assertThat(ways.placeholder()).contains("One or two");
        assertThat(ways.selected()).containsExactly("app");
        assertThat(ways.option("app").orElseThrow().badge().orElseThrow().type().is(Badge.Kind.IMAGE))
                .isTrue();
        assertThat(ways.option("sms").orElseThrow().badge()).map(Badge::content).contains("usual");
        Switchable customer = element(form, Switchable.class);
        assertThat(customer.option("private").orElseThrow().badge())
                .map(Badge::content)
                .contains("usual");
        assertThat(customer.option("public").orElseThrow().disabled()).isTrue();
        assertThat(element(form, Toggle.class).selected()).isTrue();
    }

    private static void readOffAndDrawn(Form form) {
        Image captcha = element(form, Image.class);
        assertThat(captcha.title()).contains("Captcha of the demo bank");
        assertThat(captcha.mediaType()).contains("image/png");
        assertThat(captcha.decoded()).isPresent();
        assertThat(element(form, Flicker.class).bars()).isEqualTo(5);
        assertThat(element(form, Padlock.class).cells()).isEqualTo(9);
    }
}
