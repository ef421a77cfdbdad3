package io.github.kosmasdk.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Bodies as they stand on the wire, composed for this project; the resources {@code kosma/fixtures/*.json}.
 *
 * <p>A name ends with {@code .request} or {@code .response}. Those that begin with {@code tolerant-} hold members or values that
 * nobody knows yet: a reader must get through them.
 */
public final class KosmaFixtures {
    private KosmaFixtures() {}

    /**
     * The text of a fixture.
     *
     * @param name without folder and suffix, such as {@code accounts.response}
     * @throws IllegalArgumentException when there is none of that name
     */
    public static String text(String name) {
        try (InputStream in = KosmaFixtures.class.getResourceAsStream("/kosma/fixtures/" + name + ".json")) {
            if (in == null) {
                throw new IllegalArgumentException("no such fixture: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
