package io.github.kosmasdk.flow;

/**
 * A kind of flow and what it results in. The kinds are constants of the subject they belong to, such as {@link
 * io.github.kosmasdk.account.AccountFlows}.
 *
 * @param key the key of the flow on the wire, such as {@code account_details}
 * @param resultType what a finished flow holds
 * @param <R> what a finished flow holds
 */
public record FlowType<R>(String key, Class<R> resultType) {

    @Override
    public String toString() {
        return key;
    }
}
