package io.github.kosmasdk.internal.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Gathers a body up to a limit, in memory that is used again for the next one. The pieces are copied: kept as they come, a body in
 * pieces of one byte would hold a whole receive buffer for each of them.
 */
final class BoundedBytes {

    /** What an answer says of its length is believed up to here, */
    private static final int BELIEVED = 1 << 18;

    /** and up to so many times as much as has come of it. */
    private static final int BELIEVED_TIMES = 16;

    private static final int AT_LEAST = 1 << 10;

    private final ByteBufAllocator memory;
    private final int limit;
    private final long expected;
    private ByteBuf room;
    private int capacity;
    private byte[] bytes;
    private int start;
    private int length;

    BoundedBytes(ByteBufAllocator memory, int limit, long expected) {
        this.memory = memory;
        this.limit = limit;
        this.expected = expected;
        this.room = memory.heapBuffer((int) Math.max(AT_LEAST, Math.min(expected, BELIEVED)));
        this.capacity = room.capacity();
        this.bytes = room.array();
        this.start = room.arrayOffset();
    }

    void add(ByteBuf piece) {
        int more = piece.readableBytes();
        if (more > limit - length) {
            throw new AnswerTooLargeException("its body has more than " + limit
                    + " bytes (maxBodyBytes of ResponseLimits, kosma.limits.max-body-size)");
        }
        if (length + more > capacity) {
            grow(length + more);
        }
        piece.getBytes(piece.readerIndex(), bytes, start + length, more);
        length += more;
    }

    private void grow(int needed) {
        boolean believed = expected <= (long) BELIEVED_TIMES * length;
        long enough = believed && expected >= needed ? expected : 2L * capacity;
        ByteBuf larger = memory.heapBuffer(Math.max(needed, (int) Math.min(limit, enough)));
        System.arraycopy(bytes, start, larger.array(), larger.arrayOffset(), length);
        room.release();
        room = larger;
        capacity = larger.capacity();
        bytes = larger.array();
        start = larger.arrayOffset();
    }

    /** Where the body is, from {@link #start()} on. */
    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    int length() {
        return length;
    }

    /** Gives the memory back: from here on the bytes belong to another body. */
    void release() {
        room.release();
    }
}
