package io.github.kosmasdk.session;

import io.github.kosmasdk.ApiLink;
import java.util.Optional;

/**
 * A flow as its session names it.
 *
 * @param flowId its id
 * @param url the link to it
 * @param type the key of its type, such as {@code accounts}
 */
public record FlowReference(Optional<String> flowId, Optional<ApiLink> url, Optional<String> type) {

    /** Its kind; the id stays hidden. */
    @Override
    public String toString() {
        return "FlowReference[" + type.orElse("no type") + "]";
    }
}
