package io.github.kosmasdk.samples.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.session.BankChoice;
import org.junit.jupiter.api.Test;

class BankNamesIT {

    @Test
    void aBankOfTheDirectoryIsAskedForOnceAndAnyOtherCodeIsNotRemembered() {
        try (KosmaPlayground playground = KosmaPlayground.start();
                KosmaClient kosma = KosmaClient.builder()
                        .environment(playground.baseUrl(), playground.authBaseUrl())
                        .token(playground.token())
                        .build()) {
            BankNames names = new BankNames(kosma);
            for (int i = 0; i < 2; i++) {
                assertThat(names.name(BankChoice.of("DE", "88888888"))).isEqualTo("Testbank, Germany");
            }
            assertThat(playground.exchanges()).hasSize(1);
            for (int i = 0; i < 2; i++) {
                assertThat(names.name(BankChoice.of("DE", "00000001"))).isEqualTo("Bank 00000001, Germany");
            }
            assertThat(playground.exchanges()).hasSize(3);
        }
    }
}
