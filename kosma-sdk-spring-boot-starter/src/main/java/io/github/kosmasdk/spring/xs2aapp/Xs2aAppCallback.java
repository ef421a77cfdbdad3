package io.github.kosmasdk.spring.xs2aapp;

import java.util.Locale;

/**
 * What the XS2A App tells the page around it. Each is an event on the element that {@link Xs2aApp#html} makes, such as
 * {@code xs2a:finished}, and can submit a form of the page. None of them brings a result: that is read on the server.
 *
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/xs2a-app.html">XS2A App</a>
 */
public enum Xs2aAppCallback {
    /** The App's frame has been loaded. */
    LOAD,
    /** The consumer can begin. */
    READY,
    /** The flow has finished: read it on the server. */
    FINISHED,
    /**
     * Something went wrong; read the flow on the server for the full category. An App that could not even be opened is told by
     * the event alone, with an {@code Error}, and submits no form.
     */
    ERROR,
    /** The consumer closed the App before the end. The flow is still there: abort it, or open the App again. */
    ABORT,
    /** The App is closed; comes after {@link #FINISHED}, {@link #ERROR} or {@link #ABORT}. */
    CLOSE;

    /**
     * The name of the event in the page.
     *
     * @return the name, such as {@code xs2a:finished}
     */
    public String eventName() {
        return "xs2a:" + key();
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
