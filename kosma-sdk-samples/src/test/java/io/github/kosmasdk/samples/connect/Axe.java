package io.github.kosmasdk.samples.connect;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** axe-core, which checks a page by the rules of WCAG 2.2, levels A and AA, in every frame of it. */
final class Axe {

    private static final String SOURCE = source();
    private static final String RUN = """
            () => axe.run(document, {
              iframes: false,
              runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
            }).then(results => results.violations.map(violation =>
              violation.id + ' (' + violation.help + '): ' + violation.nodes.map(node => node.html + ' ' + node.failureSummary).join(' | ')))
            """;

    private Axe() {}

    /** What breaks a rule, one text for each rule. */
    static List<String> violations(Page page) {
        List<String> violations = new ArrayList<>();
        for (Frame frame : page.frames()) {
            frame.evaluate(SOURCE);
            for (Object violation : (List<?>) frame.evaluate(RUN)) {
                violations.add(String.valueOf(violation));
            }
        }
        return violations;
    }

    private static String source() {
        try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
