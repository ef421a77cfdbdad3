package io.github.kosmasdk.auth;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.ConsumerUrl;
import io.github.kosmasdk.auth.form.Form;
import io.github.kosmasdk.error.ServiceError;
import java.util.Optional;

/**
 * Where the consumer's part of a flow stands, and what is wanted next. It is a value: every call to the Auth API gives
 * the next one. To go on in another process, keep the flow's client token and {@linkplain AuthClient#begin begin}
 * again: the service says where the consumer stands.
 *
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/auth-api.html">Auth API</a>
 */
public sealed interface AuthStep {

    /**
     * What every step has.
     *
     * @return the information
     */
    Info info();

    /**
     * Whether the service or the bank is at work, so that waiting leads on.
     *
     * @return {@code true} for a {@link Waiting} step, and for a form that is offered meanwhile
     */
    default boolean isProcessing() {
        return this instanceof Waiting || info().state().equalsIgnoreCase("PROCESSING");
    }

    /**
     * Whether the consumer's part is over.
     *
     * @return {@code true} when nothing can be done here any more
     */
    default boolean isTerminal() {
        return this instanceof Finished || this instanceof Aborted || this instanceof Failed;
    }

    /**
     * What every step has.
     *
     * @param state the state on the wire, such as {@code CONSUMER_INPUT_NEEDED}
     * @param context what the step is about, an open word such as {@code authentication}
     * @param type its kind, an open word; which members the step has says more
     * @param error what went wrong before, when the consumer can try again; cut to its top level where the details are
     *     not for consumers
     * @param next where the next call goes
     * @param consumerUserAgent the consumer's user agent, when it was given
     */
    record Info(
            String state,
            Optional<String> context,
            Optional<String> type,
            Optional<ServiceError> error,
            ApiLink next,
            Optional<String> consumerUserAgent) {

        @Override
        public String toString() {
            return state
                    + context.map(text -> ", " + text).orElse("")
                    + type.map(text -> ", " + text).orElse("")
                    + error.map(text -> ", " + text.code()).orElse("");
        }
    }

    /**
     * The consumer has to choose a bank.
     *
     * @param info what every step has
     */
    record BankSelection(Info info) implements AuthStep {}

    /**
     * The consumer has to fill in a form. While {@link #isProcessing()}, the form is an offer beside a login that goes
     * on elsewhere.
     *
     * @param info what every step has
     * @param form the form
     */
    record FormInput(Info info, Form form) implements AuthStep {}

    /**
     * The consumer has to go to the bank's own pages and come back.
     *
     * @param info what every step has
     * @param redirectId which redirect it is
     * @param url where to send the consumer's browser
     */
    record Redirect(Info info, String redirectId, ConsumerUrl url) implements AuthStep {
        /** Host and plain words of the URL; the id stays hidden. */
        @Override
        public String toString() {
            return "Redirect[" + info + ", " + url + "]";
        }
    }

    /**
     * The service or the bank is at work, as in a decoupled login in the bank's app.
     *
     * @param info what every step has
     */
    record Waiting(Info info) implements AuthStep {}

    /**
     * The consumer is through. The result is read through the flow.
     *
     * @param info what every step has
     */
    record Finished(Info info) implements AuthStep {}

    /**
     * The flow was aborted.
     *
     * @param info what every step has
     */
    record Aborted(Info info) implements AuthStep {}

    /**
     * The flow failed. Read the flow for the full category.
     *
     * @param info what every step has
     * @param reason why, cut to the top level where the details are not for consumers; {@link ServiceError#UNKNOWN}
     *     when the service did not say
     */
    record Failed(Info info, ServiceError reason) implements AuthStep {}
}
