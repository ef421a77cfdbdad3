package io.github.kosmasdk.samples.connect;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The Chromium of this machine, started once for all tests. None is ever downloaded. */
final class Chromium {

    /** How many milliseconds anything may take; long enough for the slowest machine. */
    static final int PATIENCE = 120_000;

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");
    private static final List<String> USUAL_PLACES = List.of(
            "/usr/bin",
            "/usr/lib/chromium",
            "/snap/bin",
            "/opt/google/chrome",
            "/Applications/Google Chrome.app/Contents/MacOS");
    private static final String MISSING = "skipped: there is no Chromium on the PATH; install one, as with"
            + " `apt-get install chromium`, or name it with -Dkosma.chromium=/path/to/chromium";

    private static @Nullable Browser browser;

    private Chromium() {}

    /** Without one the test is skipped, but never in CI. */
    static synchronized Browser browser() {
        if (browser == null) {
            Optional<Path> program = find();
            if (System.getenv("CI") != null && program.isEmpty()) {
                throw new AssertionError("no Chromium in CI, where .ci/run installs one");
            }
            assumeTrue(program.isPresent(), MISSING);
            Playwright playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(program.orElseThrow())
                            .setTimeout(PATIENCE)
                            .setArgs(List.of(
                                    "--headless",
                                    "--no-sandbox", // tests run as root in containers, and visit this machine only
                                    "--disable-gpu",
                                    "--disable-quic",
                                    "--disable-dev-shm-usage",
                                    "--no-first-run",
                                    "--disable-background-networking",
                                    "--disable-component-update",
                                    "--disable-sync")));
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
            Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
        }
        return browser;
    }

    private static Optional<Path> find() {
        String named = System.getProperty("kosma.chromium", "");
        if (!named.isEmpty()) {
            return Optional.of(Path.of(named));
        }
        Stream<String> path =
                Stream.of(System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator)));
        return Stream.concat(path, USUAL_PLACES.stream())
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
