package io.github.kosmasdk;

import io.github.kosmasdk.error.KosmaUsageException;

/**
 * How much of an answer is read. What is beyond ends the call with a {@link
 * io.github.kosmasdk.error.KosmaTransportException} that names the limit, and the connection is closed, so that nobody
 * can fill the memory of the application by answering. A page of 5,000 transactions has about 2 MB.
 *
 * @param maxBodyBytes bytes of a body
 * @param maxHeaderBytes bytes of all headers together
 * @param maxNesting objects and lists inside one another
 * @param maxStringLength characters of one text, such as an image in a form
 * @param maxNumberLength characters of one number
 */
public record ResponseLimits(
        int maxBodyBytes, int maxHeaderBytes, int maxNesting, int maxStringLength, int maxNumberLength) {

    /** Bodies of 16 MiB, headers of 16 KiB, 100 levels, texts of 4,194,304 characters, numbers of 100. */
    public static final ResponseLimits STANDARD = new ResponseLimits(16 << 20, 16 << 10, 100, 4 << 20, 100);

    private static final int MIN_BODY_BYTES = 1024;
    private static final int MIN_HEADER_BYTES = 1024;
    private static final int MIN_NESTING = 10;
    private static final int MIN_STRING_LENGTH = 1024;
    private static final int MIN_NUMBER_LENGTH = 20;

    /**
     * Checks the parts.
     *
     * @throws KosmaUsageException when one is too small for ordinary answers: bodies, headers and texts take at least
     *     1,024, the nesting 10 levels, and a number 20 characters
     */
    public ResponseLimits {
        atLeast(MIN_BODY_BYTES, maxBodyBytes, "bytes of a body");
        atLeast(MIN_HEADER_BYTES, maxHeaderBytes, "bytes of headers");
        atLeast(MIN_NESTING, maxNesting, "levels of nesting");
        atLeast(MIN_STRING_LENGTH, maxStringLength, "characters of a text");
        atLeast(MIN_NUMBER_LENGTH, maxNumberLength, "characters of a number");
    }

    /**
     * The same with another limit for bodies.
     *
     * @param maxBodyBytes bytes of a body
     * @return the changed limits
     */
    public ResponseLimits withMaxBodyBytes(int maxBodyBytes) {
        return new ResponseLimits(maxBodyBytes, maxHeaderBytes, maxNesting, maxStringLength, maxNumberLength);
    }

    private static void atLeast(int min, int limit, String what) {
        if (limit < min) {
            throw new KosmaUsageException("Ordinary answers need at least " + min + " " + what + ", not " + limit);
        }
    }
}
