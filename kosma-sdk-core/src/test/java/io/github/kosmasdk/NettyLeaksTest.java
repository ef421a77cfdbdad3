package io.github.kosmasdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.container;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

class NettyLeaksTest {

    @Test
    void aBufferThatIsForgottenFailsTheClass() {
        ByteBufAllocator.DEFAULT.directBuffer();

        assertThatThrownBy(NettyLeaks::check)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("LEAK: ByteBuf")
                .hasMessageContaining(NettyLeaksTest.class.getName());
    }

    /** Run by the test below only. */
    static class Forgetful {
        @Test
        void forgets() {
            ByteBufAllocator.DEFAULT.directBuffer();
        }
    }

    @Test
    void soDoesOneInARunOfJUnitAsItIsSetUpHere() {
        Events classes = EngineTestKit.engine("junit-jupiter")
                .enableImplicitConfigurationParameters(true)
                .selectors(selectClass(Forgetful.class))
                .execute()
                .containerEvents();

        classes.assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                container(Forgetful.class),
                                finishedWithFailure(message(text -> text.contains("LEAK: ByteBuf")))));
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
