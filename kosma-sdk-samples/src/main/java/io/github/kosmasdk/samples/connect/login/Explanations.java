package io.github.kosmasdk.samples.connect.login;

import io.github.kosmasdk.error.ServiceError;

/** Error categories in the consumer's words. A category that is not known here is told as its parent. */
public final class Explanations {

    /** The consumer gave up. */
    static final Explanation CANCELLED =
            new Explanation("Cancelled", "Nothing was connected and nothing was stored.", "");

    private Explanations() {}

    /**
     * Explains an error of the service.
     *
     * @param error the error
     * @return the explanation
     */
    public static Explanation of(ServiceError error) {
        return switch (error.category()) {
            case USER_ABORTED ->
                explain(
                        error,
                        "It was not confirmed",
                        "Start again and confirm it at your bank, or choose another way to do so.");
            case USER_ACCESS_DENIED_CREDENTIALS ->
                explain(
                        error,
                        "The bank did not accept your login data",
                        "Check user name and password, and try again. Many banks block an account after three wrong tries.");
            case USER_ACCESS_DENIED_BLOCKED ->
                explain(error, "Your access to the bank is blocked", "Ask your bank to unblock it.");
            case USER_ACCESS_DENIED ->
                explain(
                        error,
                        "The bank denied the access",
                        "Try again, and confirm the login when the bank asks you to. If that does not help, ask your bank.");
            case USER_CONFIGURATION,
                    USER_CONFIGURATION_CONFIRM_INFOPAGE,
                    USER_CONFIGURATION_ACCOUNT,
                    USER_CONFIGURATION_AUTHENTICATION_METHOD ->
                explain(
                        error,
                        "Your bank waits for something else first",
                        "Log in on the website of your bank, follow what it asks, then try again here.");
            case USER_SESSION, USER_SESSION_TIMEOUT, USER_SESSION_DUPLICATE ->
                explain(
                        error,
                        "The login took too long, or you logged in elsewhere",
                        "Close other logins at this bank and try again.");
            case USER_TRANSFER_DENIED_INSUFFICIENT_FUNDS ->
                explain(error, "There is not enough money on the account", "Pay from another account, or pay later.");
            case USER_TRANSFER_DENIED_TRANSFER_TYPE_NOT_POSSIBLE ->
                explain(error, "This account cannot make this payment", "Pay from another account.");
            case USER_TRANSFER_DENIED ->
                explain(error, "The bank denied the payment", "Ask your bank why, or pay another way.");
            case BANK -> explain(error, "Your bank has a technical problem", "Try again in a few minutes.");
            case MAINTENANCE ->
                explain(error, "Your bank is under maintenance", "Try again later, mostly in the morning.");
            case NOT_SUPPORTED, NOT_SUPPORTED_TRANSACTIONS_DATE_RANGE ->
                explain(error, "Your bank does not support this", "Choose another bank or another account.");
            case TECHNICAL ->
                explain(error, "Something is broken between us and your bank", "Try again in a few minutes.");
            case CONSENT, CONSENT_EXPIRED, CONSENT_REVOKED, CONSENT_RESOURCE_NOT_GRANTED ->
                explain(error, "The bank no longer allows this access", "Connect the bank again.");
            case CONSENT_LIMIT_EXCEEDED -> explain(error, "The bank was asked too often today", "Come back tomorrow.");
            case USER, UNKNOWN ->
                explain(error, "This did not work", "Try again. If it fails once more, tell us the code below.");
        };
    }

    private static Explanation explain(ServiceError error, String title, String advice) {
        return new Explanation(title, advice, error.code());
    }
}
