package io.github.kosmasdk.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Bodies as they stand on the wire, composed for this project; the resources {@code kosma/fixtures/*.json}.
 *
 * <p>A name ends with {@code .request}, {@code .response}, or {@code .plaintext} for what is inside an encrypted form. Those
 * that begin with {@code tolerant-} hold members or values that nobody knows yet: a reader must get through them.
 */
public final class KosmaFixtures {
    private KosmaFixtures() {}

    /** The names of all fixtures, in order. */
    public static List<String> names() {
        return List.copyOf(index().propertyNames());
    }

    /**
     * The text of a fixture.
     *
     * @param name without folder and suffix, such as {@code accounts.response}
     * @throws IllegalArgumentException when there is none of that name
     */
    public static String text(String name) {
        return resource("/kosma/fixtures/" + name + ".json");
    }

    /** What each fixture is: its operation and status, or the schema of a plain text. */
    static JsonNode index() {
        return new JsonMapper().readTree(resource("/kosma/fixtures.json"));
    }

    private static String resource(String path) {
        try (InputStream in = KosmaFixtures.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("no such fixture: " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
