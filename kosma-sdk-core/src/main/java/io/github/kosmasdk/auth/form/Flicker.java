package io.github.kosmasdk.auth.form;

import java.util.List;

/**
 * A flickering picture for a TAN generator held against the screen. Has no value. The consumer has to be able to
 * change its size and its frame rate.
 *
 * @param head kind, version and tags
 * @param frames the frames in the order they are shown, again and again; in each the bars from left to right,
 *     {@code true} is white, {@code false} is black
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/xs2a-form/flicker.html">the flicker element</a>
 */
public record Flicker(ElementHead head, List<List<Boolean>> frames) implements FormElement {

    /** Copies the frames. */
    public Flicker {
        frames = frames.stream().map(List::copyOf).toList();
    }

    /**
     * How many bars stand side by side.
     *
     * @return the bars of the widest frame, 0 when there is no frame
     */
    public int bars() {
        return frames.stream().mapToInt(List::size).max().orElse(0);
    }

    @Override
    public String toString() {
        return Texts.describe(this);
    }
}
