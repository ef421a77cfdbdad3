package io.github.kosmasdk.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KosmaPlaygroundExtension.class)
class KosmaPlaygroundExtensionIT {
    private static final Set<KosmaPlayground> SEEN = new HashSet<>();

    @RepeatedTest(2)
    void everyTestOfTheClassGetsTheSameCleanSimulator(KosmaPlayground playground) {
        SEEN.add(playground);

        assertThat(SEEN).hasSize(1);
        assertThat(playground.exchanges()).isEmpty();
        assertThat(new TestClient(playground).startSession(TestClient.SESSION).status())
                .isEqualTo(201);
    }

    @Nested
    class Inside {
        @Test
        void nestedClassesShareIt(KosmaPlayground playground) {
            SEEN.add(playground);

            assertThat(SEEN).hasSize(1);
            assertThat(playground.isClosed()).isFalse();
        }
    }

    @Test
    void thereIsNoSimulatorOutsideOfATestClass() {
        assertThatIllegalStateException().isThrownBy(new KosmaPlaygroundExtension()::playground);
    }
}
