package io.github.kosmasdk.payment;

import io.github.kosmasdk.error.ErrorCategory;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.ServiceError;
import java.util.Optional;

/** What became of a payment, as far as that can be known. */
public sealed interface PaymentResult {

    /**
     * The transfer was initiated: the consumer authorised it and the bank took it. Not yet that the money arrives: the
     * bank can still reject it, see {@link ReactivePaymentsClient#transferState}.
     *
     * @param transfer what was initiated
     * @param handle the payment; fetch the consent of its session before you close it
     */
    record Initiated(TransferResult transfer, PaymentHandle handle) implements PaymentResult {}

    /**
     * No transfer was initiated: the consumer, the bank or the service said no, or the transfer could not be started.
     * When that is {@code certain}, none will be, and it is safe to start another payment. It is not where the flow failed
     * for trouble at the bank or the service: nobody says that a failure after the consumer's authorisation moved
     * nothing, so look at the account first.
     *
     * @param error why, with the category; {@link ServiceError#UNKNOWN} when nobody said
     * @param failure what failed, when it was a call and not the flow
     * @param certain whether nothing can have moved
     */
    record Denied(ServiceError error, Optional<KosmaException> failure, boolean certain) implements PaymentResult {

        /**
         * The category of the error.
         *
         * @return the category, {@link ErrorCategory#UNKNOWN} when nobody said why
         */
        public ErrorCategory category() {
            return error.category();
        }
    }

    /**
     * The flow was closed by a call, its own or that of its session, and no result can be read. This is <em>no
     * proof</em> that nothing moved: at some banks a transfer can no longer be stopped by then. Look at the account before
     * you start another payment.
     *
     * @param handle the payment
     */
    record Aborted(PaymentHandle handle) implements PaymentResult {}

    /**
     * Nothing is known yet: the transfer may not have been started, may wait for the consumer, or may have been
     * initiated. Do not start another payment: {@linkplain ReactivePaymentsClient#resolve resolve} this one.
     *
     * @param handle what finds it out later
     * @param failure what went wrong on the way: a {@link KosmaException}, or what the consumer's authorisation threw
     */
    record OutcomeUnknown(PaymentHandle handle, Optional<Throwable> failure) implements PaymentResult {}
}
