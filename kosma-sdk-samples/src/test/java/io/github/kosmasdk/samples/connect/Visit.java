package io.github.kosmasdk.samples.connect;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.LoadState;
import io.github.kosmasdk.playground.KosmaPlayground;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A person with a browser. At the end nothing must have gone wrong in it but what was {@linkplain #expecting expected}, and
 * nothing must have been loaded but from the application and the simulator.
 */
final class Visit implements AutoCloseable {

    private static final Pattern NOT_LOADED =
            Pattern.compile("Failed to load resource: the server responded with a status of (\\d{3}).*");
    private static final int FIRST_ERROR = 400;
    private static final int MOVES = 8;

    private final BrowserContext context;
    private final Page page;
    private final String home;
    private final Set<String> origins;
    private final List<Integer> expected = new CopyOnWriteArrayList<>();
    private final Set<String> answeredAsExpected = ConcurrentHashMap.newKeySet();
    private final List<String> notLoaded = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private int pages;

    private Visit(int port, KosmaPlayground playground, Device device, boolean script) {
        home = "http://127.0.0.1:" + port;
        origins = Set.of(home, playground.authBaseUrl().toString());
        context = Chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(device.width, device.height)
                        .setIsMobile(device == Device.PHONE)
                        .setHasTouch(device == Device.PHONE)
                        .setLocale("en-GB")
                        .setJavaScriptEnabled(script));
        context.setDefaultTimeout(Chromium.PATIENCE);
        context.onConsoleMessage(this::heard);
        context.onWebError(error -> complaints.add("uncaught: " + error.error()));
        context.onRequest(this::asked);
        context.onResponse(this::answered);
        page = context.newPage();
        page.onFrameNavigated(frame -> pages += frame == page.mainFrame() ? 1 : 0);
    }

    static Visit of(int port, KosmaPlayground playground, Device device) {
        return new Visit(port, playground, device, true);
    }

    static Visit withoutScript(int port, KosmaPlayground playground, Device device) {
        return new Visit(port, playground, device, false);
    }

    /** The next answer that is an error has this status; no other one may be, and this one has to come. */
    Visit expecting(int status) {
        expected.add(status);
        return this;
    }

    private void asked(Request request) {
        URI url = URI.create(request.url().split("[?#,]", 2)[0]);
        String origin = url.getScheme() + "://" + url.getRawAuthority();
        if (!url.getScheme().equals("data") && !origins.contains(origin)) {
            complaints.add("loaded from elsewhere: " + url);
        }
    }

    private void answered(Response response) {
        if (response.status() < FIRST_ERROR) {
            return;
        }
        if (expected.remove((Integer) response.status())) {
            answeredAsExpected.add(response.status() + " " + response.url());
        } else {
            complaints.add("answered: " + response.status() + " " + response.url());
        }
    }

    /** Chromium remarks on every answer that is an error; it must be one that was expected. */
    private void heard(ConsoleMessage message) {
        Matcher error = NOT_LOADED.matcher(message.text());
        if (error.matches()) {
            notLoaded.add(error.group(1) + " " + message.location().replaceFirst(":\\d+:\\d+$", ""));
        } else if (message.type().equals("error") || message.type().equals("warning")) {
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

    /** Presses a button; one that sends a form leads to the next page. */
    Visit press(String name) {
        Locator button = page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
        if ("button".equals(button.getAttribute("type"))) {
            button.click();
            return this;
        }
        return leave(button);
    }

    Visit follow(String link) {
        return leave(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link))
                .first());
    }

    /** The next page is there with its scripts before it is used, and nothing is done on the one that is left any more. */
    private Visit leave(Locator way) {
        way.waitFor();
        int before = pages;
        way.click();
        page.waitForCondition(() -> pages > before);
        page.waitForLoadState(LoadState.DOMCONTENTLOADED);
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
        assertThat(page.getByText(text).first()).isVisible();
        return this;
    }

    Visit seesHeading(String text) {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(text))
                        .first())
                .isVisible();
        return this;
    }

    /** The page that says what one agrees to. */
    Visit openAgreement() {
        return open("/connect?country=DE&code=88888888");
    }

    Visit agreeHere() {
        return press("Agree and log in here");
    }

    /** Agrees to connect the demo bank, on our own pages. */
    Visit connectHere() {
        return openAgreement().agreeHere();
    }

    /** Agrees to connect the demo bank, by the App. */
    Visit connectByApp() {
        return openAgreement().press("Agree and open the App");
    }

    /** Connects the demo bank on our own pages, up to its accounts. */
    Visit connected(String user) {
        return connectHere().logIn(user).typeTheCode().seesHeading("Accounts");
    }

    /** The login method, user name and password on our own pages. */
    Visit logIn(String user) {
        choose("Demo Bank PSD2").press("Continue");
        return fill("Username", user).fill("Password", "12345").press("Continue");
    }

    Visit typeTheCode() {
        return fill("OTP", "12345").press("Continue");
    }

    /** The first account to pay from. */
    Visit chooseTheFirst() {
        page.locator("input[type=radio]").first().check();
        return press("Continue");
    }

    /** A payment up to the form by which it is authorised. */
    Visit payTo(String user, String method) {
        open("/pay").press("Pay").logIn(user).typeTheCode();
        seesHeading("Choose an account").chooseTheFirst().sees("How do you want to authorise it?");
        return choose(method).press("Continue").seesHeading("Authorise the payment");
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

    /** Opens the App in its window, up to its first form. */
    Visit openApp() {
        return press("Open the login window").sees("The App is open.");
    }

    Visit logInWithApp(String user) {
        return openApp().logInInApp(user);
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

    /** All callbacks so far, in their order; the App tells the page by messages, which take their time. */
    Visit isTold(String callbacks) {
        page.waitForFunction("callbacks => window.told.join(' ') === callbacks", callbacks);
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

    /** The page that waits for the banking app goes on waiting, whatever the app does. */
    Visit thatGoesOnWaiting() {
        page.route(
                "**/events",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/event-stream")
                        .setBody("event: waiting\ndata: 2\n\n")));
        return this;
    }

    /** Draws over the cells of a pattern, with a finger where there is a touch screen. */
    Visit draw(boolean touch, int... cells) {
        List<double[]> places = new ArrayList<>();
        seesItsPictures(); // they move the cells when they come
        page.locator(".cells").scrollIntoViewIfNeeded();
        for (int cell : cells) {
            BoundingBox box = page.getByLabel("Cell " + cell, new Page.GetByLabelOptions().setExact(true))
                    .boundingBox();
            places.add(new double[] {box.x + box.width / 2, box.y + box.height / 2});
        }
        if (touch) {
            drawWithAFinger(places);
        } else {
            Mouse mouse = page.mouse();
            mouse.move(places.get(0)[0], places.get(0)[1]);
            mouse.down();
            places.forEach(place -> mouse.move(place[0], place[1], new Mouse.MoveOptions().setSteps(MOVES)));
            mouse.up();
        }
        return this;
    }

    private void drawWithAFinger(List<double[]> places) {
        CDPSession devices = context.newCDPSession(page);
        touch(devices, "touchStart", places.get(0));
        for (int next = 1; next < places.size(); next++) {
            double[] from = places.get(next - 1);
            double[] to = places.get(next);
            for (int move = 1; move <= MOVES; move++) {
                double share = (double) move / MOVES;
                touch(devices, "touchMove", new double[] {
                    from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share
                });
            }
        }
        touch(devices, "touchEnd");
        devices.detach();
    }

    private static void touch(CDPSession devices, String type, double[]... places) {
        JsonArray points = new JsonArray();
        for (double[] place : places) {
            JsonObject point = new JsonObject();
            point.addProperty("x", place[0]);
            point.addProperty("y", place[1]);
            points.add(point);
        }
        JsonObject event = new JsonObject();
        event.addProperty("type", type);
        event.add("touchPoints", points);
        devices.send("Input.dispatchTouchEvent", event);
    }

    /** Every picture of the page is there. */
    Visit seesItsPictures() {
        page.waitForFunction("() => [...document.images].every(image => image.complete && image.naturalWidth > 0)");
        return this;
    }

    /** Until it is so, or fails. */
    void eventually(String what, BooleanSupplier isSo) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Chromium.PATIENCE);
        while (!isSo.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
        }
    }

    @Override
    public void close() {
        try {
            context.pages().forEach(Page::title); // what the pages have told by now has arrived with the answer
            assertThat(complaints).as("what the browser complained about").isEmpty();
            assertThat(expected)
                    .as("errors that were expected and did not come")
                    .isEmpty();
            assertThat(answeredAsExpected).as("errors that were expected").containsAll(notLoaded);
        } finally {
            context.close();
        }
    }
}
