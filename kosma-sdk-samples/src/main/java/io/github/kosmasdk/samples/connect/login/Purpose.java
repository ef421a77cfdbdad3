package io.github.kosmasdk.samples.connect.login;

import io.github.kosmasdk.payment.PaymentHandle;
import io.github.kosmasdk.payment.TransferRequest;
import io.github.kosmasdk.session.SessionRequest;

/** What the consumer logs in for. */
public sealed interface Purpose {

    /**
     * To let the application see accounts.
     *
     * @param request what the session was started with
     */
    record Connect(SessionRequest request) implements Purpose {}

    /**
     * To pay.
     *
     * @param transfer what is to be paid
     * @param handle what finds the payment again
     */
    record Pay(TransferRequest transfer, PaymentHandle handle) implements Purpose {}
}
