package io.github.kosmasdk;

import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.internal.json.WireJson;
import tools.jackson.core.JacksonException;

/**
 * The SDK's values as JSON, with the member names of the wire and amounts in minor units: to show them, or to keep a
 * {@link io.github.kosmasdk.session.Session} for another process. What is written is not masked: treat it as what it
 * holds. The status of a flow writes itself, see {@link io.github.kosmasdk.flow.FlowStatus#toJson()}.
 */
public final class KosmaJson {

    private KosmaJson() {}

    /**
     * Writes a value.
     *
     * @param value a value of the SDK, such as a result or a session, or a collection of them
     * @return its JSON
     */
    public static String write(Object value) {
        return WireJson.text(value);
    }

    /**
     * Reads a value.
     *
     * @param json its JSON
     * @param type what it is
     * @param <T> what it is
     * @return the value
     * @throws KosmaUsageException when the text is not such a value
     */
    public static <T> T read(String json, Class<T> type) {
        try {
            return WireJson.read(json, type);
        } catch (JacksonException e) {
            throw new KosmaUsageException("This is not a " + type.getSimpleName() + " as JSON: " + WireJson.where(e));
        }
    }
}
