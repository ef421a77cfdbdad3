package io.github.kosmasdk.internal.http;

/** Whether a request may be sent again. It belongs to the operation; HTTP methods say nothing about it here. */
public enum ReplayPolicy {
    /** Changes nothing, or the same each time: reads, and every DELETE. Sent again within the retry policy. */
    SAFE,
    /** Creates or moves something at the service: a session, a flow, a step of a login. Not sent again. */
    CREATES,
    /** Moves money. Never sent again by the SDK. */
    PAYS,
    /** Uses up a consent token. Sent again only by the rules of the token. */
    ROTATES
}
