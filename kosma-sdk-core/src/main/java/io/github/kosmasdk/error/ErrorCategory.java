package io.github.kosmasdk.error;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What kind of trouble it is: the dotted categories of the service, as far as they are known. The service adds
 * sub-categories at any time, so a code is matched by its longest known prefix: {@code USER.ACCESS_DENIED.NEW} is
 * {@link #USER_ACCESS_DENIED}. The code itself always stays readable beside the category.
 *
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/error-handling.html">Error handling</a>
 */
public enum ErrorCategory {
    /** Caused by the consumer. */
    USER("USER"),
    /** The consumer aborted. */
    USER_ABORTED("USER.ABORTED"),
    /** The bank denied access. */
    USER_ACCESS_DENIED("USER.ACCESS_DENIED"),
    /** The credentials were wrong. */
    USER_ACCESS_DENIED_CREDENTIALS("USER.ACCESS_DENIED.CREDENTIALS"),
    /** The bank blocked the account. */
    USER_ACCESS_DENIED_BLOCKED("USER.ACCESS_DENIED.BLOCKED"),
    /** The consumer must log in at the bank and set something up. */
    USER_CONFIGURATION("USER.CONFIGURATION"),
    /** The consumer must confirm an information page at the bank. */
    USER_CONFIGURATION_CONFIRM_INFOPAGE("USER.CONFIGURATION.CONFIRM_INFOPAGE"),
    /** The consumer must set up the account. */
    USER_CONFIGURATION_ACCOUNT("USER.CONFIGURATION.ACCOUNT"),
    /** The consumer must set up an authentication method. */
    USER_CONFIGURATION_AUTHENTICATION_METHOD("USER.CONFIGURATION.AUTHENTICATION_METHOD"),
    /** Trouble with the consumer's session at the bank. */
    USER_SESSION("USER.SESSION"),
    /** The consumer took too long. */
    USER_SESSION_TIMEOUT("USER.SESSION.TIMEOUT"),
    /** The consumer logged in somewhere else. */
    USER_SESSION_DUPLICATE("USER.SESSION.DUPLICATE"),
    /** The transfer was denied for a reason on the consumer's side. */
    USER_TRANSFER_DENIED("USER.TRANSFER_DENIED"),
    /** Not enough money on the account. */
    USER_TRANSFER_DENIED_INSUFFICIENT_FUNDS("USER.TRANSFER_DENIED.INSUFFICIENT_FUNDS"),
    /** The account cannot make this kind of transfer. */
    USER_TRANSFER_DENIED_TRANSFER_TYPE_NOT_POSSIBLE("USER.TRANSFER_DENIED.TRANSFER_TYPE_NOT_POSSIBLE"),
    /** Caused by the bank. */
    BANK("BANK"),
    /** Technical trouble at the service. */
    TECHNICAL("TECHNICAL"),
    /** Not supported, by the bank or for this account. */
    NOT_SUPPORTED("NOT_SUPPORTED"),
    /** The bank does not give transactions for these dates. */
    NOT_SUPPORTED_TRANSACTIONS_DATE_RANGE("NOT_SUPPORTED.TRANSACTIONS_DATE_RANGE"),
    /** The bank is in maintenance. */
    MAINTENANCE("MAINTENANCE"),
    /** The consent cannot be used. */
    CONSENT("CONSENT"),
    /** The lifetime of the consent is over. */
    CONSENT_EXPIRED("CONSENT.EXPIRED"),
    /** The consent was revoked. */
    CONSENT_REVOKED("CONSENT.REVOKED"),
    /** The consent was used too often today. */
    CONSENT_LIMIT_EXCEEDED("CONSENT.LIMIT_EXCEEDED"),
    /** The account is not, or no longer, part of the consent. */
    CONSENT_RESOURCE_NOT_GRANTED("CONSENT.RESOURCE_NOT_GRANTED"),
    /** No known category: a request-level code such as {@code badRequest}, or one this version does not know. */
    UNKNOWN("");

    private static final Map<String, ErrorCategory> BY_CODE = Arrays.stream(values())
            .filter(category -> category != UNKNOWN)
            .collect(Collectors.toUnmodifiableMap(ErrorCategory::code, Function.identity()));

    private final String code;

    ErrorCategory(String code) {
        this.code = code;
    }

    /**
     * Finds the category of a code by its longest known prefix, at the dots.
     *
     * @param code a code as the service sends it
     * @return the category, {@link #UNKNOWN} when not even the top level is known
     */
    public static ErrorCategory of(String code) {
        for (String prefix = code; ; ) {
            ErrorCategory category = BY_CODE.get(prefix);
            if (category != null) {
                return category;
            }
            int dot = prefix.lastIndexOf('.');
            if (dot < 0) {
                return UNKNOWN;
            }
            prefix = prefix.substring(0, dot);
        }
    }

    /**
     * The dotted code of this category.
     *
     * @return the code, empty for {@link #UNKNOWN}
     */
    public String code() {
        return code;
    }

    /**
     * The category one level up.
     *
     * @return the parent, empty at the top level
     */
    public Optional<ErrorCategory> parent() {
        int dot = code.lastIndexOf('.');
        return dot < 0 ? Optional.empty() : Optional.of(of(code.substring(0, dot)));
    }

    /**
     * Whether the bank or the service is in trouble, so that a later try can succeed with nothing changed.
     *
     * @return {@code true} for {@link #BANK}, {@link #TECHNICAL}, {@link #MAINTENANCE} and what lies below them
     */
    public boolean isTroubleOfOthers() {
        return isA(BANK) || isA(TECHNICAL) || isA(MAINTENANCE);
    }

    /**
     * Whether this category is the given one or lies below it.
     *
     * @param other the wider category
     * @return {@code true} when it is
     */
    public boolean isA(ErrorCategory other) {
        return this == other || (other != UNKNOWN && code.startsWith(other.code + "."));
    }
}
