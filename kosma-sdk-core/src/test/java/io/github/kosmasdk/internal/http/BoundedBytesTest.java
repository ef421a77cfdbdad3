package io.github.kosmasdk.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundedBytesTest {

    private static final int PIECE = 8192;
    private static final int MB = 1 << 20;

    /** Says how much memory was asked for in all. */
    private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false, true);

    private long most;

    @ParameterizedTest(name = "{0} bytes, told to be {1}")
    @CsvSource({"0,0", "1,1", "5000,5000", "5000,0", "300000,300000", "3000000,3000000", "3000000,0", "3000000,9000000"
    })
    void theBytesAreThoseOfThePieces(int length, long told) {
        byte[] sent = new byte[length];
        new Random(length).nextBytes(sent);
        BoundedBytes body = gathered(sent, told);
        assertThat(Arrays.copyOfRange(body.bytes(), body.start(), body.start() + body.length()))
                .isEqualTo(sent);
        body.release();
    }

    @Test
    void aLongAnswerThatSaysItsLengthIsMovedOnce() {
        gathered(new byte[3 * MB], 3 * MB).release();
        assertThat(most).isLessThan(3 * MB + MB / 2);
    }

    @Test
    void anAnswerThatSaysMuchAndSendsLittleGetsLittle() {
        gathered(new byte[300_000], 15 * MB).release();
        assertThat(most).isLessThan(MB);
    }

    @Test
    void whatIsBeyondTheLimitIsRefused() {
        BoundedBytes body = new BoundedBytes(memory, PIECE, 0);
        body.add(Unpooled.wrappedBuffer(new byte[PIECE]));
        assertThatThrownBy(() -> body.add(Unpooled.wrappedBuffer(new byte[1])))
                .isInstanceOf(AnswerTooLargeException.class)
                .hasMessageContaining("more than 8192 bytes");
        body.release();
    }

    private BoundedBytes gathered(byte[] sent, long told) {
        BoundedBytes body = new BoundedBytes(memory, 16 * MB, told);
        for (int from = 0; from < sent.length; from += PIECE) {
            ByteBuf piece = Unpooled.wrappedBuffer(sent, from, Math.min(PIECE, sent.length - from));
            body.add(piece);
            most = Math.max(most, memory.metric().usedHeapMemory());
        }
        return body;
    }
}
