package io.github.kosmasdk.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class KosmaFixturesTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static Stream<String> names(boolean tolerant) {
        return KosmaFixtures.names().stream().filter(name -> name.startsWith("tolerant-") == tolerant);
    }

    static Stream<String> known() {
        return names(false);
    }

    static Stream<String> unknown() {
        return names(true);
    }

    @ParameterizedTest
    @MethodSource("known")
    void keepsToTheDescription(String name) {
        assertThat(check(KosmaContract.strict(), name)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void whatNobodyKnowsYetIsReportedInTestsAndAcceptedInProduction(String name) {
        assertThat(check(KosmaContract.tolerant(), name)).isEmpty();
        assertThat(check(KosmaContract.strict(), name)).isNotEmpty();
    }

    @Test
    void everyFileIsInTheIndex() throws IOException, URISyntaxException {
        Path folder = Path.of(KosmaFixtures.class.getResource("/kosma/fixtures").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(KosmaFixtures.names().stream()
                            .map(name -> name + ".json")
                            .toList());
        }
    }

    @Test
    void everyOperationHasItsRequestAndItsAnswer() {
        Set<String> present = KosmaFixtures.index().properties().stream()
                .map(f -> f.getValue().path("operation").asString("")
                        + (f.getKey().endsWith(".request")
                                ? " request"
                                : " " + f.getValue().path("status").asInt(0)))
                .collect(Collectors.toSet());

        assertThat(present)
                .containsAll(Description.strict().operations().stream()
                        .flatMap(o -> Stream.of(
                                o.node().has("requestBody") ? Stream.of(o.id() + " request") : Stream.<String>empty(),
                                Stream.of("200", "201")
                                        .filter(status ->
                                                o.node().get("responses").has(status))
                                        .map(status -> o.id() + " " + status)))
                        .flatMap(Function.identity())
                        .toList());
    }

    @Test
    void allTenKindsOfElementsStandInOneForm() {
        String form = KosmaFixtures.text("auth-all-elements.response");

        assertThat(JSON.readTree(form)
                        .at("/data/result/form/elements")
                        .valueStream()
                        .map(e -> e.get("type").stringValue()))
                .contains(
                        "context",
                        "input",
                        "choice",
                        "toggle",
                        "switchable",
                        "flicker",
                        "padlock",
                        "text",
                        "link",
                        "image");
    }

    @Test
    void aMissingFixtureIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KosmaFixtures.text("nothing.response"))
                .withMessageContaining("nothing.response");
    }

    private static List<String> check(KosmaContract contract, String name) {
        JsonNode entry = KosmaFixtures.index().get(name);
        String text = KosmaFixtures.text(name);
        if (entry.has("schema")) {
            return contract.checkSchema(entry.get("schema").stringValue(), text);
        }
        String operation = entry.get("operation").stringValue();
        return name.endsWith(".request")
                ? contract.checkRequestBody(operation, text)
                : contract.checkAnswerBody(operation, entry.get("status").intValue(), text);
    }
}
