package io.github.kosmasdk.kyc;

import io.github.kosmasdk.consent.ConsentRecord;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.internal.mask.Masks;
import java.time.Instant;
import java.util.Objects;

/**
 * When and how the consumer showed to control the account: by the strong customer authentication (SCA) at the bank that a
 * finished flow implies. It proves access, not ownership: an authorised person can log in too.
 */
public sealed interface ControlProof {

    /** Nothing is known. The verdict says so, and its confidence is low. */
    ControlProof NONE = new None();

    /**
     * A flow that finished.
     *
     * @param flow the flow
     * @param at when it finished; the service does not say, so take the time at which you saw it
     * @return the proof
     */
    static ControlProof of(FlowStatus.Finished<?> flow, Instant at) {
        return new FinishedFlow(flow.flow().type().key(), flow.flow().flowId(), at);
    }

    /**
     * A consent of the vault. The vault knows when the consent was stored, not when the consumer logged in to give it; where you know
     * that, take {@link #throughConsent}.
     *
     * @param consent the consent
     * @return the proof, with the time at which the consent was stored
     */
    static ControlProof of(ConsentRecord consent) {
        return new ThroughStoredConsent(consent.since());
    }

    /**
     * A consent.
     *
     * @param scaAt when the consumer logged in to give it
     * @return the proof
     */
    static ControlProof throughConsent(Instant scaAt) {
        return new ThroughConsent(scaAt);
    }

    /**
     * The SCA of a flow.
     *
     * @param flowType the kind of flow, such as {@code accounts}
     * @param flowId its id
     * @param at when it finished
     */
    record FinishedFlow(String flowType, String flowId, Instant at) implements ControlProof {

        /** Checks the parts. */
        public FinishedFlow {
            Objects.requireNonNull(flowType, "flowType");
            Objects.requireNonNull(flowId, "flowId");
            Objects.requireNonNull(at, "at");
        }

        /** Kind, shortened id and time. */
        @Override
        public String toString() {
            return "FinishedFlow[" + flowType + ", " + Masks.id(flowId) + ", " + at + "]";
        }
    }

    /**
     * The SCA with which a consent was given, at a time that you know; the consumer was not present at the call itself, or did not log in again.
     *
     * @param scaAt when the consumer logged in
     */
    record ThroughConsent(Instant scaAt) implements ControlProof {

        /** Checks the part. */
        public ThroughConsent {
            Objects.requireNonNull(scaAt, "scaAt");
        }
    }

    /**
     * The SCA with which a consent of the vault was given, at a time that is not known: before the consent was stored, mostly by
     * minutes, but by as long as your application took to store it.
     *
     * @param storedAt when the vault stored the consent, the first time or the last time that the consumer renewed it
     */
    record ThroughStoredConsent(Instant storedAt) implements ControlProof {

        /** Checks the part. */
        public ThroughStoredConsent {
            Objects.requireNonNull(storedAt, "storedAt");
        }
    }

    /** No SCA is known. */
    record None() implements ControlProof {}
}
