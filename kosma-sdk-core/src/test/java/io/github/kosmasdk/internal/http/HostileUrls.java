package io.github.kosmasdk.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The URLs of {@code hostile-urls.txt}, aimed at one API. */
final class HostileUrls {

    static final String SECRET = "Zm9yZ2V0LW1lLXBsZWFzZQ";

    private static final Pattern UNICODE = Pattern.compile("\\\\u([0-9a-f]{4})");

    /** A URL, and why it is dangerous. */
    record Hostile(String url, String why) {
        @Override
        public String toString() {
            return why + ": " + url;
        }
    }

    private HostileUrls() {}

    /**
     * All of them.
     *
     * @param api the base URL of the API they pretend to be
     * @param thief host and port of who waits for a token
     */
    static List<Hostile> against(URI api, String thief) {
        int port = api.getPort() >= 0 ? api.getPort() : 443;
        List<Hostile> all = lines().stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(line -> new Hostile(
                        unescaped(line.substring(0, line.lastIndexOf(" | ")))
                                .replace("{scheme}", api.getScheme())
                                .replace("{host}", api.getHost())
                                .replace("{port}", Integer.toString(port))
                                .replace("{thief}", thief)
                                .replace("{secret}", SECRET),
                        line.substring(line.lastIndexOf(" | ") + 3)))
                .toList();
        assertThat(all).hasSizeGreaterThan(200);
        return all;
    }

    private static String unescaped(String text) {
        String plain =
                UNICODE.matcher(text).replaceAll(code -> Character.toString(Integer.parseInt(code.group(1), 16)));
        return plain.replaceFirst("^\\\\#", "#").translateEscapes();
    }

    private static List<String> lines() {
        try (InputStream file = HostileUrls.class.getResourceAsStream("/hostile-urls.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
