package io.github.kosmasdk.faultmatrix;

import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.error.KosmaCallRejectedException;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaTimeoutException;
import io.github.kosmasdk.error.KosmaTransportException;
import io.github.kosmasdk.error.RetryAdvice;
import java.util.concurrent.CancellationException;

/**
 * What the caller sees.
 *
 * @param seen a result, or the failure
 * @param sent whether the request may have left, as the failure says
 * @param advice whether another try can help, as the failure says
 */
record Outcome(String seen, String sent, String advice) {

    private static final Outcome RESULT = new Outcome("the result", "yes", "");
    /** What somebody sees who has cancelled. */
    static final Outcome NOTHING = new Outcome("nothing any more", "", "");

    static Outcome of(Object result) {
        return result == NOTHING ? NOTHING : RESULT;
    }

    static Outcome of(Throwable failure) {
        if (failure instanceof CancellationException) {
            return new Outcome("`CancellationException`", "", "");
        }
        if (!(failure instanceof KosmaException kosma)) {
            return new Outcome(failure.toString(), "?", "?");
        }
        return new Outcome("`" + kosma.getClass().getSimpleName() + "`" + why(kosma), sent(kosma), advice(kosma));
    }

    boolean isResult() {
        return this == RESULT;
    }

    /** Whether the caller has been promised that nothing happened. */
    boolean saysNotSent() {
        return sent.equals("no");
    }

    private static String why(KosmaException failure) {
        if (failure instanceof KosmaApiException api) {
            return " " + api.status() + " " + api.category();
        }
        if (failure instanceof KosmaCallRejectedException rejected) {
            return " " + rejected.reason();
        }
        return "";
    }

    private static String sent(KosmaException failure) {
        if (failure instanceof KosmaTransportException transport) {
            return transport.requestMayHaveBeenSent() ? "maybe" : "no";
        }
        if (failure instanceof KosmaTimeoutException timeout) {
            return timeout.requestMayHaveBeenSent() ? "maybe" : "no";
        }
        return failure instanceof KosmaApiException ? "yes" : failure instanceof KosmaCallRejectedException ? "no" : "";
    }

    private static String advice(KosmaException failure) {
        RetryAdvice advice = failure.retryAdvice();
        if (!advice.helpful()) {
            return "never";
        }
        return advice.after()
                .map(wait ->
                        wait.toSeconds() < 60 ? "in seconds" : "in " + Math.round(wait.toSeconds() / 60.0) + " min")
                .orElse("later");
    }
}
