package io.github.kosmasdk.samples.connect.form;

import io.github.kosmasdk.auth.form.Flicker;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A flickering code as an animated picture (SVG), which needs no script and can be of any size. */
public final class FlickerImage {

    /** How many frames a second has, from the slowest to the fastest. */
    public static final List<Integer> SPEEDS = List.of(4, 7, 10, 13, 16);

    /** How fast it goes at first. */
    public static final int USUAL_SPEED = 10;

    private static final int BAR = 40;
    private static final int GAP = 12;
    private static final int HEIGHT = 100;

    private FlickerImage() {}

    /**
     * Draws a code.
     *
     * @param flicker the code
     * @param framesPerSecond how fast
     * @return the picture
     */
    public static String svg(Flicker flicker, int framesPerSecond) {
        int bars = flicker.bars();
        String seconds =
                String.format(Locale.ROOT, "%.3f", (double) flicker.frames().size() / framesPerSecond);
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + (bars * (BAR + GAP) + GAP) + " "
                + (HEIGHT + 2 * GAP) + "\"><rect width=\"100%\" height=\"100%\" fill=\"#000\"/>"
                + IntStream.range(0, bars)
                        .mapToObj(bar -> bar(flicker, bar, seconds))
                        .collect(Collectors.joining())
                + "</svg>";
    }

    private static String bar(Flicker flicker, int bar, String seconds) {
        String colours = flicker.frames().stream()
                .map(frame -> bar < frame.size() && frame.get(bar) ? "#fff" : "#000")
                .collect(Collectors.joining(";"));
        return "<rect x=\"" + (GAP + bar * (BAR + GAP)) + "\" y=\"" + GAP + "\" width=\"" + BAR + "\" height=\""
                + HEIGHT
                + "\"><animate attributeName=\"fill\" calcMode=\"discrete\" repeatCount=\"indefinite\" dur=\"" + seconds
                + "s\" values=\"" + colours + "\"/></rect>";
    }
}
