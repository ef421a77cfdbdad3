package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.consent.ConsentBusyException;
import io.github.kosmasdk.consent.ConsentQuotaException;
import io.github.kosmasdk.consent.ConsentUnusableException;
import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.error.KosmaAuthenticationException;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaNotFoundException;
import io.github.kosmasdk.error.KosmaTimeoutException;
import io.github.kosmasdk.error.KosmaTransportException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.samples.connect.login.Explanation;
import io.github.kosmasdk.samples.connect.login.Explanations;
import org.springframework.http.HttpStatus;

/** What went wrong, for the user and for HTTP. */
final class Failures {

    /** A login that the user does not have. */
    static final Explanation LOGIN_OVER = new Explanation(
            "This login is over",
            "It ended some time ago, or it was begun in another browser. Start again; if it was for a payment, look at your"
                    + " account first.",
            "");

    private Failures() {}

    /** What HTTP calls an error. */
    static Explanation explain(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND ->
                new Explanation(
                        "There is no such page",
                        "It may belong to a session that has ended, or to somebody else. Start again from the first page.",
                        "");
            case FORBIDDEN ->
                new Explanation(
                        "This form is not valid any more",
                        "Your session has probably ended. Go back to the first page and try again; nothing was sent.",
                        "");
            case METHOD_NOT_ALLOWED ->
                new Explanation(
                        "This address is not called in that way",
                        "Go back to the first page and follow its links; an API client finds the methods in the header Allow.",
                        "");
            default ->
                status.is4xxClientError()
                        ? new Explanation(
                                "Something in the address or the form is wrong", "Go back, check it and try again.", "")
                        : new Explanation(
                                "Something is broken here", "It is not your fault. Try again in a few minutes.", "");
        };
    }

    static Explanation explain(KosmaException failure) {
        if (failure instanceof ConsentUnusableException) {
            return new Explanation("This access has ended", "Connect the bank again to see your accounts.", "");
        }
        if (failure instanceof ConsentQuotaException quota) {
            return new Explanation(
                    "The bank was asked too often today", "Come back after " + Texts.of(quota.nextFree()) + ".", "");
        }
        if (failure instanceof ConsentBusyException) {
            return new Explanation("Another page is reading from this bank", "Wait a moment and try again.", "");
        }
        if (failure instanceof KosmaAuthenticationException) {
            return new Explanation(
                    "This application may not use the service",
                    "Its API token is missing or has expired: set kosma.token.",
                    "");
        }
        if (failure instanceof KosmaNotFoundException) {
            return new Explanation(
                    "This has ended meanwhile",
                    "A login that took too long or was finished in another window, or something that the bank does not have any"
                            + " more. Start again from the first page.",
                    "");
        }
        if (failure instanceof KosmaApiException api) {
            return Explanations.of(api.error());
        }
        if (failure instanceof KosmaTimeoutException || failure instanceof KosmaTransportException) {
            return new Explanation("The service cannot be reached", "Try again in a few minutes.", "");
        }
        return new Explanation("This did not work", "Try again from the first page.", "");
    }

    static HttpStatus status(KosmaException failure) {
        if (failure instanceof KosmaTimeoutException) {
            return HttpStatus.GATEWAY_TIMEOUT;
        }
        if (failure instanceof ConsentUnusableException
                || failure instanceof ConsentBusyException
                || failure instanceof KosmaNotFoundException) {
            return HttpStatus.CONFLICT;
        }
        if (failure instanceof ConsentQuotaException) {
            return HttpStatus.TOO_MANY_REQUESTS;
        }
        return failure instanceof KosmaUsageException ? HttpStatus.BAD_REQUEST : HttpStatus.BAD_GATEWAY;
    }
}
