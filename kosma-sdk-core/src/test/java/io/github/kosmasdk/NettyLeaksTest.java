package io.github.kosmasdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.Test;

class NettyLeaksTest {

    @Test
    void aBufferThatIsForgottenFailsTheClass() {
        ByteBufAllocator.DEFAULT.directBuffer();

        assertThatThrownBy(NettyLeaks::check)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("LEAK: ByteBuf")
                .hasMessageContaining(NettyLeaksTest.class.getName());
    }

    @Test
    void aBufferThatIsReleasedDoesNot() {
        ByteBufAllocator.DEFAULT.directBuffer().release();

        assertThat(NettyLeaks.reports()).isEmpty();
    }

    @Test
    void aDetectorThatSleepsFailsTheClass() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
        try {
            assertThatThrownBy(NettyLeaks::check).hasMessageContaining("SIMPLE");
        } finally {
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        }
    }
}
