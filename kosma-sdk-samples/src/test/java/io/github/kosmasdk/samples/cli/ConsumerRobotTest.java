package io.github.kosmasdk.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.auth.form.ContextBlock;
import io.github.kosmasdk.auth.form.DataType;
import io.github.kosmasdk.auth.form.ElementHead;
import io.github.kosmasdk.auth.form.Form;
import io.github.kosmasdk.auth.form.FormAnswer;
import io.github.kosmasdk.auth.form.FormElement;
import io.github.kosmasdk.auth.form.Input;
import io.github.kosmasdk.auth.form.Padlock;
import io.github.kosmasdk.auth.form.Switchable;
import io.github.kosmasdk.auth.form.Toggle;
import io.github.kosmasdk.auth.form.Validator;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsumerRobotTest {

    private final KosmaClient kosma = KosmaClient.builder().token("any").build();
    private final List<String> told = new ArrayList<>();
    private final ConsumerRobot robot = new ConsumerRobot(
            kosma, "petra", Arguments.DEMO_BANK, Optional.empty(), URI.create("https://localhost/return"), told::add);

    @AfterEach
    void close() {
        kosma.close();
    }

    @Test
    void aFormNeverSeenBeforeIsFilledInByTheKindsOfItsElements() {
        FormAnswer answer = robot.answer(form(
                new ContextBlock(head("context"), List.of(input("f1", "Customer number", false, Validator.NONE))),
                input("f2", "PIN", true, length(8, 10)),
                input("f3", "Code", false, length(0, 4)),
                new Toggle(head("toggle"), "f4", Optional.of("Terms"), false, required(), Set.of()),
                new Padlock(head("padlock"), "f5", Optional.of("Pattern"), 3, 3, required(), Set.of()),
                new Switchable(
                        head("switchable"),
                        "f6",
                        Optional.of("Method"),
                        Optional.empty(),
                        List.of(
                                option("closed", true, input("f7", "Not asked", false, required())),
                                option("open", false, input("f8", "Asked", false, required()))),
                        required(),
                        Set.of())));

        assertThat(answer.keys()).containsExactlyInAnyOrder("f1", "f2", "f3", "f4", "f5", "f6", "f8");
        assertThat(told)
                .containsExactly("form: Customer number = petra, PIN = *****, Code = *****, Terms = true,"
                        + " Pattern = *****, Method = open, Asked = *****");
    }

    @Test
    void aFormThatOnlyInformsIsConfirmed() {
        assertThat(robot.answer(form()).keys()).isEmpty();
        assertThat(told).containsExactly("form: confirmed");
    }

    private static Form form(FormElement... elements) {
        return new Form("form-1", "1.0.0", List.of(elements), null);
    }

    private static ElementHead head(String type) {
        return new ElementHead(type, Optional.of("1.0.0"), List.of());
    }

    private static Input input(String key, String label, boolean password, Validator validator) {
        return new Input(
                head("input"),
                key,
                OpenEnum.of(DataType.UNKNOWN),
                password,
                Optional.of(label),
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(),
                validator,
                Set.of());
    }

    private static Switchable.Option option(String value, boolean disabled, FormElement content) {
        return new Switchable.Option(value, value, List.of(content), Optional.empty(), Optional.empty(), disabled);
    }

    private static Validator required() {
        return length(0, 100);
    }

    private static Validator length(int atLeast, int atMost) {
        return new Validator(
                true,
                OptionalInt.of(atLeast),
                OptionalInt.of(atMost),
                OptionalLong.empty(),
                OptionalLong.empty(),
                false,
                true,
                true,
                true,
                true,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }
}
