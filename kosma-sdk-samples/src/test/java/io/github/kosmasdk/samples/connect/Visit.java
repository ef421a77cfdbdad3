package io.github.kosmasdk.samples.connect;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A person with a browser. At the end nothing must have gone wrong in it, and nothing must have been loaded from elsewhere. */
final class Visit implements AutoCloseable {

    private static final double PATIENCE = 30_000;

    private final BrowserContext context;
    private final Page page;
    private final String home;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> hosts = new CopyOnWriteArrayList<>();

    private Visit(int port, Device device, ColorScheme theme, boolean script) {
        home = "http://127.0.0.1:" + port;
        context = Chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(device.width, device.height)
                        .setIsMobile(device == Device.PHONE)
                        .setHasTouch(device == Device.PHONE)
                        .setColorScheme(theme)
                        .setLocale("en-GB")
                        .setJavaScriptEnabled(script));
        context.setDefaultTimeout(PATIENCE);
        context.onConsoleMessage(this::heard);
        context.onWebError(error -> complaints.add("uncaught: " + error.error()));
        context.onRequest(request -> hosts.add(URI.create(request.url()).getScheme() + ":"
                + URI.create(request.url()).getHost()));
        page = context.newPage();
    }

    static Visit of(int port, Device device) {
        return new Visit(port, device, ColorScheme.LIGHT, true);
    }

    static Visit of(int port, Device device, ColorScheme theme) {
        return new Visit(port, device, theme, true);
    }

    static Visit withoutScript(int port, Device device) {
        return new Visit(port, device, ColorScheme.LIGHT, false);
    }

    /** A page that says that something went wrong has the status for it, and Chromium remarks on that. */
    private void heard(ConsoleMessage message) {
        boolean expected =
                message.text().contains("status of 422") || message.text().contains("status of 404");
        if (message.type().equals("error") && !expected || message.type().equals("warning")) {
            complaints.add(message.type() + ": " + message.text() + " at " + message.location());
        }
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    Visit open(String path) {
        page.navigate(home + path);
        return this;
    }

    Visit press(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
        return this;
    }

    Visit follow(String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link))
                .first()
                .click();
        return this;
    }

    Visit fill(String label, String value) {
        page.getByLabel(label).first().fill(value);
        return this;
    }

    Visit choose(String label) {
        page.getByLabel(label).first().check();
        return this;
    }

    Visit sees(String text) {
        assertThat(page.getByText(text).first())
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE));
        return this;
    }

    Visit seesHeading(String text) {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(text))
                        .first())
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE));
        return this;
    }

    /** The login method, user name and password on our own pages. */
    Visit logIn(String user) {
        choose("Demo Bank PSD2").press("Continue");
        return fill("Username", user).fill("Password", "12345").press("Continue");
    }

    /** A payment up to the form by which it is authorised. */
    Visit payTo(String user, String method) {
        open("/pay")
                .press("Pay")
                .logIn(user)
                .fill("OTP", "12345")
                .press("Continue")
                .seesHeading("Choose an account");
        page.locator("input[type=radio]").first().check();
        press("Continue").sees("How do you want to authorise it?");
        return choose(method).press("Continue").seesHeading("Authorise the payment");
    }

    Visit connect(String way) {
        return open("/connect?country=DE&code=88888888").press(way);
    }

    /** The App in its frame. */
    FrameLocator app() {
        return page.frameLocator("iframe[title='XS2A App']");
    }

    Visit pressInApp(String button) {
        app().getByRole(
                        AriaRole.BUTTON,
                        new FrameLocator.GetByRoleOptions().setName(button).setExact(true))
                .click();
        return this;
    }

    Visit logInWithApp(String user) {
        return press("Open the login window").logInInApp(user);
    }

    /** Opens the App as a page of one's own would do it, with all callbacks told in {@code window.told}. */
    Visit startFlow(Map<String, Object> options) {
        page.waitForFunction("() => window.XS2A");
        page.evaluate("""
                options => {
                  window.told = []
                  const names = ['onLoad', 'onReady', 'onFinished', 'onError', 'onAbort', 'onClose']
                  const callbacks = Object.fromEntries(names.map(name =>
                    [name, error => window.told.push(error ? name + ':' + error.code : name)]))
                  const token = document.querySelector('[data-xs2a-app]').dataset.clientToken
                  window.XS2A.startFlow(token, { ...callbacks, ...options })
                }
                """, options);
        return this;
    }

    /** The login method, user name and password in the App that is open. */
    Visit logInInApp(String user) {
        app().getByLabel("Demo Bank PSD2").check();
        pressInApp("Continue");
        app().getByLabel("Username").fill(user);
        app().getByLabel("Password").fill("12345");
        return pressInApp("Continue");
    }

    Locator accounts() {
        return page.locator(".accounts > li");
    }

    @Override
    public void close() {
        try {
            assertThat(complaints).as("what the browser complained about").isEmpty();
            assertThat(hosts).as("hosts").allMatch(host -> host.equals("http:127.0.0.1") || host.startsWith("data:"));
        } finally {
            context.close();
        }
    }
}
