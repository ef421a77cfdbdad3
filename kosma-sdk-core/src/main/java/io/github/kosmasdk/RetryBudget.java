package io.github.kosmasdk;

import io.github.kosmasdk.error.KosmaUsageException;

/**
 * How many retries the calls of a client have together, so that a service in trouble is not buried under them. First
 * attempts always go out. Each retry takes one out of the budget; a call that succeeds in the end puts all of its
 * retries back, and one that succeeds at once a part of one. So a client whose calls succeed never runs dry, and a
 * service that answers nothing gets {@code retries} requests more than there are calls, not a multiple of them. With a
 * dry budget a failure shows at once, as if it had been the last attempt's.
 *
 * @param retries what there is at most, and at first
 * @param percentPerSuccess what a call that succeeds at once puts in, in percent of a retry
 */
public record RetryBudget(int retries, int percentPerSuccess) {

    /** 200 retries; ten calls that succeed at once earn one. */
    public static final RetryBudget STANDARD = new RetryBudget(200, 10);

    private static final int MOST_RETRIES = 1_000_000;

    /**
     * Checks the parts.
     *
     * @throws KosmaUsageException when there are less than 1 or more than 1,000,000 retries, or the percentage is not
     *     between 0 and 100
     */
    public RetryBudget {
        if (retries < 1 || retries > MOST_RETRIES) {
            throw new KosmaUsageException("A retry budget holds between 1 and 1,000,000 retries, not " + retries
                    + "; to turn retries off set the attempts to 1");
        }
        if (percentPerSuccess < 0 || percentPerSuccess > 100) {
            throw new KosmaUsageException(
                    "A success earns between 0 and 100 percent of a retry, not " + percentPerSuccess);
        }
    }
}
