package io.github.kosmasdk.session;

/** How the bank (ASPSP) is reached. The {@code FORCE} values fail when the bank has only the other connection. */
public enum AspspAccess {
    /** The PSD2 interface when there is one. */
    PREFER_PSD2,
    /** The PSD2 interface or nothing. */
    FORCE_PSD2,
    /** The fallback interface when there is one. */
    PREFER_FALLBACK,
    /** The fallback interface or nothing. */
    FORCE_FALLBACK
}
