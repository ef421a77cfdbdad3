package io.github.kosmasdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An example of the documentation that is compiled in a test, so that it cannot be wrong. */
public final class DocExample {

    private DocExample() {}

    /**
     * Holds a page against the code between the comments {@code // name:begin} and {@code // name:end}.
     *
     * @param source the test, below the package of the SDK
     * @param name the name of the example
     * @param page the page that shows it
     */
    public static void isShown(String source, String name, String page) throws IOException {
        String code = between(
                Files.readString(Path.of("src/test/java/io/github/kosmasdk", source)),
                "// " + name + ":begin\n",
                "// " + name + ":end");
        String shown = between(
                Files.readString(Path.of("..", "docs", page)),
                "<!-- " + name + ":begin -->\n```java\n",
                "```\n<!-- " + name + ":end -->");
        assertThat(shown.strip()).isEqualTo(code.stripIndent().strip());
    }

    private static String between(String text, String begin, String end) {
        assertThat(text).contains(begin, end);
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }
}
