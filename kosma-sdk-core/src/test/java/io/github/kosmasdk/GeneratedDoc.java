package io.github.kosmasdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the documentation that a test writes, so that it cannot be out of date. */
public final class GeneratedDoc {

    private static final Path DOCS = Path.of("..", "docs");

    private GeneratedDoc() {}

    /**
     * Holds a page against what it should say; with {@code -Dkosma.docs.write=true} it is written first.
     *
     * @param name the name of the page
     * @param text what it should say
     */
    public static void holds(String name, String text) throws IOException {
        Path page = DOCS.resolve(name);
        if (Boolean.getBoolean("kosma.docs.write")) {
            Files.writeString(page, text);
        }
        assertThat(page).content().as("write it with -Dkosma.docs.write=true").isEqualTo(text);
    }
}
