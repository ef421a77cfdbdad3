package io.github.kosmasdk.session;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.internal.Maps;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A session: one consumer at one bank, who logs in once for all the flows in it. Flows run one after another. To go on
 * in another process, write it with {@link io.github.kosmasdk.KosmaJson}.
 *
 * @param sessionId its id
 * @param sessionIdShort the short id for support and logs
 * @param self the link to the session itself
 * @param consent the link that gives the consent, once a flow has finished
 * @param flows the link that starts a flow, per flow key such as {@code accounts}
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/session.html">Session</a>
 */
public record Session(
        String sessionId,
        Optional<String> sessionIdShort,
        ApiLink self,
        Optional<ApiLink> consent,
        Map<String, ApiLink> flows) {

    /** Checks the parts; absent links are an empty map. */
    public Session {
        Objects.requireNonNull(sessionId, "session_id");
        Objects.requireNonNull(self, "self");
        flows = Maps.copy(flows);
    }

    /**
     * The link that starts a flow.
     *
     * @param flowKey the key of the flow, such as {@code accounts}
     * @return the link
     * @throws KosmaUsageException when the service offers no such flow in this session
     */
    public ApiLink flowLink(String flowKey) {
        ApiLink link = flows.get(flowKey);
        if (link == null) {
            throw new KosmaUsageException("This session offers no '" + flowKey + "' flow, only " + flows.keySet()
                    + ": check the consent scope it was started with");
        }
        return link;
    }

    @Override
    public String toString() {
        return "Session[" + sessionIdShort.orElse("no short id") + ", flows " + flows.keySet() + "]";
    }
}
