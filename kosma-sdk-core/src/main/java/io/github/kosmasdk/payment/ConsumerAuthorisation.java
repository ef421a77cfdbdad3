package io.github.kosmasdk.payment;

import io.github.kosmasdk.flow.ClientToken;

/**
 * The consumer's part of a payment: show the XS2A App with the token, or drive the Auth API. It may return at once, as
 * when the token was handed to a browser; the payment is then waited for.
 */
@FunctionalInterface
public interface ConsumerAuthorisation {

    /**
     * Lets the consumer log in and authorise the transfer.
     *
     * @param clientToken the token of the transfer flow
     */
    void authorise(ClientToken clientToken);
}
