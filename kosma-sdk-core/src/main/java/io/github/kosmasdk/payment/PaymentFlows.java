package io.github.kosmasdk.payment;

import io.github.kosmasdk.flow.FlowType;
import java.util.Optional;

/** The kind of flow that moves money. */
public final class PaymentFlows {

    /** A transfer from an account of the consumer. */
    public static final FlowType<TransferResult> TRANSFER =
            new FlowType<>("transfer", TransferResult.class, Optional.of(TransferResult.NOTHING_SAID));

    private PaymentFlows() {}
}
