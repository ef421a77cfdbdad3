package io.github.kosmasdk.payment;

import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.flow.Flow;
import io.github.kosmasdk.internal.json.PaymentHandleJson;
import io.github.kosmasdk.session.Session;
import java.util.Objects;
import java.util.Optional;

/**
 * All that is needed to find out what became of a payment, on any machine and at any later time while the service
 * remembers its session. Store it before the transfer is started: {@link #toJson()} writes it.
 *
 * @param session the session of the payment; use it for this one payment only
 * @param flow the transfer flow, empty while it is not known
 */
public record PaymentHandle(Session session, Optional<Flow<TransferResult>> flow) {

    /** Checks the parts. */
    public PaymentHandle {
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(flow, "flow");
    }

    /**
     * The handle of a payment that is about to be started.
     *
     * @param session its session
     * @return the handle
     */
    public static PaymentHandle of(Session session) {
        return new PaymentHandle(session, Optional.empty());
    }

    /**
     * The same, now that the flow is known.
     *
     * @param flow the transfer flow
     * @return the handle to keep from now on
     */
    public PaymentHandle with(Flow<TransferResult> flow) {
        return new PaymentHandle(session, Optional.of(flow));
    }

    /**
     * Writes the handle, to be read again by {@link #fromJson} in this or another process. The text holds the client
     * token: keep it as a secret.
     *
     * @return the handle as JSON
     */
    public String toJson() {
        return PaymentHandleJson.write(this);
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @param json the text
     * @return the handle
     * @throws KosmaUsageException when the text is not a handle
     */
    public static PaymentHandle fromJson(String json) {
        return PaymentHandleJson.read(json);
    }

    /** The session's short id, and the flow as it shows itself; tokens and links stay hidden. */
    @Override
    public String toString() {
        return "PaymentHandle[" + session.sessionIdShort().orElse("no short id") + ", "
                + flow.map(Flow::toString).orElse("no flow known") + "]";
    }
}
