package io.github.kosmasdk.samples.connect.form;

import java.util.Map;
import java.util.regex.Pattern;

/** Pictures that came with a form. None is loaded from elsewhere: that would tell a third party of the login. */
final class Pictures {

    private static final Pattern DATA_URI = Pattern.compile(
            "data:image/(png|gif|jpeg|webp|svg\\+xml)[;,].*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/\\s]{16,}={0,2}\\s*");

    /** What files begin with, in Base64. */
    private static final Map<String, String> BEGINNINGS =
            Map.of("iVBORw0KGgo", "png", "R0lGOD", "gif", "/9j/", "jpeg", "UklGR", "webp");

    private Pictures() {}

    /**
     * The address of a picture in a page.
     *
     * @param source a data URI, or Base64
     * @return a data URI, empty when it is neither
     */
    static String dataUri(String source) {
        if (DATA_URI.matcher(source).matches()) {
            return source;
        }
        return BEGINNINGS.entrySet().stream()
                .filter(beginning -> source.startsWith(beginning.getKey()))
                .filter(beginning -> BASE64.matcher(source).matches())
                .findFirst()
                .map(beginning -> "data:image/" + beginning.getValue() + ";base64," + source)
                .orElse("");
    }
}
