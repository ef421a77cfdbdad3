package io.github.kosmasdk.samples.connect.login;

/** How the consumer logs in. */
public enum Way {
    /** By the XS2A App, in a frame that the service provides. */
    APP,
    /** On pages of this application, which go through the Auth API. */
    PAGES
}
