package io.github.kosmasdk.spring.xs2aapp;

import io.github.kosmasdk.flow.ClientToken;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A flow that a page opens the XS2A App for. A value: each method gives another one.
 *
 * <pre>{@code
 * Xs2aAppFlow.of(status.flow().clientToken())
 *         .submit(Xs2aAppCallback.FINISHED, "connected")
 *         .submit(Xs2aAppCallback.ABORT, "cancelled")
 * }</pre>
 *
 * @param clientToken the flow's client token, which is made to be given to the browser
 * @param options options for this flow only
 * @param forms which form of the page each callback submits, by its id
 * @param openedBy the id of the button that opens the App; empty: the page does, as soon as it is loaded
 */
public record Xs2aAppFlow(
        ClientToken clientToken,
        Xs2aAppOptions options,
        Map<Xs2aAppCallback, String> forms,
        Optional<String> openedBy) {

    /** Copies the map. */
    public Xs2aAppFlow {
        Objects.requireNonNull(clientToken, "clientToken");
        Map<Xs2aAppCallback, String> copy = new EnumMap<>(Xs2aAppCallback.class);
        copy.putAll(forms);
        forms = Collections.unmodifiableMap(copy);
    }

    /**
     * A flow with nothing special.
     *
     * @param clientToken its client token
     * @return the flow
     */
    public static Xs2aAppFlow of(ClientToken clientToken) {
        return new Xs2aAppFlow(clientToken, Xs2aAppOptions.DEFAULTS, Map.of(), Optional.empty());
    }

    /**
     * The same with options of its own.
     *
     * @param options the options, which come before those for all flows
     * @return the flow
     */
    public Xs2aAppFlow with(Xs2aAppOptions options) {
        return new Xs2aAppFlow(clientToken, options, forms, openedBy);
    }

    /**
     * The same, and a callback submits a form of the page, so that the server can look at the flow.
     *
     * @param callback the callback
     * @param formId the id of the form
     * @return the flow
     */
    public Xs2aAppFlow submit(Xs2aAppCallback callback, String formId) {
        Map<Xs2aAppCallback, String> more = new EnumMap<>(Xs2aAppCallback.class);
        more.putAll(forms);
        more.put(callback, formId);
        return new Xs2aAppFlow(clientToken, options, more, openedBy);
    }

    /**
     * The same, opened by a button of the page instead of the page itself.
     *
     * @param buttonId the id of the button
     * @return the flow
     */
    public Xs2aAppFlow openedBy(String buttonId) {
        return new Xs2aAppFlow(clientToken, options, forms, Optional.of(buttonId));
    }

    /** What it does; the token stays hidden. */
    @Override
    public String toString() {
        return "Xs2aAppFlow" + forms.keySet();
    }
}
