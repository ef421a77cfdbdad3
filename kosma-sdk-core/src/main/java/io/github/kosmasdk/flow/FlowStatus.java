package io.github.kosmasdk.flow;

import io.github.kosmasdk.error.ErrorCategory;
import io.github.kosmasdk.error.KosmaFlowException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.error.ServiceError;
import io.github.kosmasdk.internal.json.FlowStatusJson;
import java.util.Optional;

/**
 * Where a flow stands. It is a value: a later look gives a new one. {@link #toJson()} writes it, so that another
 * process can go on from there.
 *
 * @param <R> what the flow results in
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/flow.html">Flow</a>
 */
public sealed interface FlowStatus<R> {

    /**
     * The flow.
     *
     * @return the flow, with the latest client token
     */
    Flow<R> flow();

    /**
     * The state exactly as it stood on the wire, such as {@code CONSUMER_INPUT_NEEDED}.
     *
     * @return the state
     */
    String state();

    /**
     * Whether the flow has ended: nothing but reading it is possible any more.
     *
     * @return {@code true} when it has
     */
    default boolean isTerminal() {
        return !(this instanceof Processing<R> || this instanceof ConsumerInputNeeded<R>);
    }

    /**
     * The result of a finished flow.
     *
     * @return the result
     * @throws KosmaFlowException when the flow ended without one; it says why
     * @throws KosmaUsageException when the flow has not ended yet
     */
    default R resultOrThrow() {
        if (this instanceof Finished<R> finished) {
            return finished.value();
        }
        if (this instanceof Failed<R> failed) {
            throw new KosmaFlowException(
                    "The " + flow().type() + " flow failed: " + failed.error(), state(), failed.error());
        }
        if (this instanceof Aborted<R>) {
            throw new KosmaFlowException("The " + flow().type() + " flow was aborted", state(), ServiceError.UNKNOWN);
        }
        throw new KosmaUsageException("The " + flow().type() + " flow has not ended yet, its state is " + state()
                + ": let the consumer finish it, and await it");
    }

    /**
     * The result of a finished flow.
     *
     * @return the result, empty when the flow has not finished
     */
    default Optional<R> result() {
        return this instanceof Finished<R> finished ? Optional.of(finished.value()) : Optional.empty();
    }

    /**
     * Writes the status, to be read again by {@link #fromJson} in this or another process. The text holds the client
     * token and, when finished, account data: keep it as a secret.
     *
     * @return the status as JSON
     */
    default String toJson() {
        return FlowStatusJson.write(this);
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @param json the text
     * @param type the kind of the flow
     * @param <R> what the flow results in
     * @return the status
     * @throws KosmaUsageException when the text is not a status of such a flow
     */
    static <R> FlowStatus<R> fromJson(String json, FlowType<R> type) {
        return FlowStatusJson.read(json, type);
    }

    /**
     * The service or the bank is at work; look again later.
     *
     * @param flow the flow
     * @param state the state on the wire; other than {@code PROCESSING} when this version does not know it
     * @param <R> what the flow results in
     */
    record Processing<R>(Flow<R> flow, String state) implements FlowStatus<R> {}

    /**
     * The consumer has to do something, through the XS2A App or the Auth API.
     *
     * @param flow the flow
     * @param state the state on the wire
     * @param <R> what the flow results in
     */
    record ConsumerInputNeeded<R>(Flow<R> flow, String state) implements FlowStatus<R> {}

    /**
     * Done.
     *
     * @param flow the flow
     * @param state the state on the wire
     * @param value the result
     * @param <R> what the flow results in
     */
    record Finished<R>(Flow<R> flow, String state, R value) implements FlowStatus<R> {}

    /**
     * Closed by a call before it came to a result.
     *
     * @param flow the flow
     * @param state the state on the wire
     * @param <R> what the flow results in
     */
    record Aborted<R>(Flow<R> flow, String state) implements FlowStatus<R> {}

    /**
     * Failed.
     *
     * @param flow the flow
     * @param state the state on the wire
     * @param error why, with the full category; {@link ServiceError#UNKNOWN} when the service did not say
     * @param <R> what the flow results in
     */
    record Failed<R>(Flow<R> flow, String state, ServiceError error) implements FlowStatus<R> {

        /**
         * The category of the error.
         *
         * @return the category, {@link ErrorCategory#UNKNOWN} when the service did not say
         */
        public ErrorCategory category() {
            return error.category();
        }
    }
}
