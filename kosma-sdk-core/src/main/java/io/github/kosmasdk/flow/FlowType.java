package io.github.kosmasdk.flow;

import java.util.Optional;

/**
 * A kind of flow and what it results in. The kinds are constants of the subject they belong to, such as {@link
 * io.github.kosmasdk.account.AccountFlows}.
 *
 * @param key the key of the flow on the wire, such as {@code account_details}
 * @param resultType what a finished flow holds
 * @param withoutResult what a finished flow holds whose answer has no result; empty when such an answer means nothing
 * @param <R> what a finished flow holds
 */
public record FlowType<R>(String key, Class<R> resultType, Optional<R> withoutResult) {

    /**
     * A kind of flow whose result must be there.
     *
     * @param key the key of the flow on the wire
     * @param resultType what a finished flow holds
     */
    public FlowType(String key, Class<R> resultType) {
        this(key, resultType, Optional.empty());
    }

    @Override
    public String toString() {
        return key;
    }
}
