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

    private Failures() {}

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
                    "This login has ended", "It took too long, or it was finished in another window. Start again.", "");
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
