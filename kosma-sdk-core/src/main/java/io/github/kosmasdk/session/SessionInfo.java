package io.github.kosmasdk.session;

import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.internal.Lists;
import java.util.List;
import java.util.Optional;

/**
 * A session as it is now.
 *
 * @param sessionId its id
 * @param sessionIdShort the short id for support and logs
 * @param state its state
 * @param currentFlow the flow that runs, empty when none does
 * @param previousFlows the flows that have ended, oldest first
 * @param bank the bank, empty until it was chosen
 */
public record SessionInfo(
        Optional<String> sessionId,
        Optional<String> sessionIdShort,
        Optional<OpenEnum<SessionState>> state,
        Optional<FlowReference> currentFlow,
        List<FlowReference> previousFlows,
        Optional<SessionBank> bank) {

    /** Takes the list as it came, absent as empty. */
    public SessionInfo {
        previousFlows = Lists.copy(previousFlows);
    }

    /** Short id, state and the kinds of its flows; the ids stay hidden. */
    @Override
    public String toString() {
        return "SessionInfo[" + sessionIdShort.orElse("no short id") + ", "
                + state.map(OpenEnum::value).orElse("no state") + ", current "
                + currentFlow.map(FlowReference::toString).orElse("none") + ", previous " + previousFlows + "]";
    }
}
