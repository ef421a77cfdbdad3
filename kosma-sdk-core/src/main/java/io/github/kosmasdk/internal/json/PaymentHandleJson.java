package io.github.kosmasdk.internal.json;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.flow.ClientToken;
import io.github.kosmasdk.flow.Flow;
import io.github.kosmasdk.payment.PaymentFlows;
import io.github.kosmasdk.payment.PaymentHandle;
import io.github.kosmasdk.session.Session;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** The handle of a payment on its way to another process. */
public final class PaymentHandleJson {

    private PaymentHandleJson() {}

    /**
     * Writes a handle.
     *
     * @param handle the handle
     * @return its JSON
     */
    public static String write(PaymentHandle handle) {
        return WireJson.text(new Saved(
                handle.session(),
                handle.flow().map(flow -> new SavedFlow(flow.flowId(), flow.self(), flow.clientToken()))));
    }

    /**
     * Reads a handle.
     *
     * @param json its JSON
     * @return the handle
     */
    public static PaymentHandle read(String json) {
        try {
            Saved saved = WireJson.read(json, Saved.class);
            return new PaymentHandle(
                    saved.session(),
                    saved.flow()
                            .map(flow ->
                                    new Flow<>(PaymentFlows.TRANSFER, flow.flowId(), flow.self(), flow.clientToken())));
        } catch (JacksonException e) {
            throw new KosmaUsageException(
                    "This is not the handle of a payment as PaymentHandle.toJson() writes it: " + WireJson.where(e));
        }
    }

    /** The saved form. Members are only ever added; a new one must have a meaning when absent. */
    record Saved(Session session, Optional<SavedFlow> flow) {
        Saved {
            Objects.requireNonNull(session, "session");
        }
    }

    record SavedFlow(String flowId, ApiLink self, ClientToken clientToken) {
        SavedFlow {
            Objects.requireNonNull(flowId, "flow_id");
            Objects.requireNonNull(self, "self");
            Objects.requireNonNull(clientToken, "client_token");
        }

        /** Hides everything. */
        @Override
        public String toString() {
            return "SavedFlow[***]";
        }
    }
}
