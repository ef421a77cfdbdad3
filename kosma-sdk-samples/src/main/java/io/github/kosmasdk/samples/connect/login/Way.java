package io.github.kosmasdk.samples.connect.login;

import java.util.Arrays;
import java.util.Optional;

/** How the consumer logs in. */
public enum Way {
    /** By the XS2A App, in a frame that the service provides. */
    APP,
    /** On pages of this application, which go through the Auth API. */
    PAGES;

    /**
     * The way that a page sent.
     *
     * @param name its name
     * @return the way, empty when there is none of this name
     */
    public static Optional<Way> named(String name) {
        return Arrays.stream(values()).filter(way -> way.name().equals(name)).findFirst();
    }
}
