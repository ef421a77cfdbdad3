package io.github.kosmasdk.internal.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Gathers a body up to a limit. The pieces are copied: kept as they come, a body in pieces of one byte would hold a whole
 * receive buffer for each of them.
 */
final class BoundedBytes {

    private final int limit;
    private byte[] bytes = new byte[0];
    private int length;

    BoundedBytes(int limit) {
        this.limit = limit;
    }

    BoundedBytes add(ByteBuf piece) {
        int more = piece.readableBytes();
        if (more > limit - length) {
            throw new AnswerTooLargeException("its body has more than " + limit
                    + " bytes (maxBodyBytes of ResponseLimits, kosma.limits.max-body-size)");
        }
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, (int) Math.min(limit, 2L * bytes.length)));
        }
        piece.getBytes(piece.readerIndex(), bytes, length, more);
        length += more;
        return this;
    }

    /** At least {@link #length()} bytes. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
