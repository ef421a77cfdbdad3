package io.github.kosmasdk.spring.xs2aapp;

/** How the XS2A App opens the pages of a bank. Only {@code newWindow} is documented; {@code sameWindow} is concluded from it. */
public enum Psd2RedirectMethod {
    /** In a new window; the App waits in the old one. */
    NEW_WINDOW("newWindow"),
    /** In the same window; the consumer comes back to the session's return URL, where the App has to be opened again. */
    SAME_WINDOW("sameWindow");

    private final String wireName;

    Psd2RedirectMethod(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The word that the App knows.
     *
     * @return the word, such as {@code newWindow}
     */
    public String wireName() {
        return wireName;
    }
}
