package io.github.kosmasdk.playground;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The flows of a session. */
enum FlowType {
    ACCOUNTS,
    ACCOUNT_DETAILS,
    BALANCES,
    TRANSACTIONS,
    TRANSFER,
    /** Only where the session's scope asked for it. */
    INSIGHTS_REFRESH;

    /** The spelling in links, results and capabilities. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The spelling in paths. */
    String segment() {
        return key().replace('_', '-');
    }

    static @Nullable FlowType ofSegment(String segment) {
        for (FlowType type : values()) {
            if (type.segment().equals(segment)) {
                return type;
            }
        }
        return null;
    }
}
