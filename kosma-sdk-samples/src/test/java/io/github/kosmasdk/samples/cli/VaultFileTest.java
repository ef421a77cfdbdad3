package io.github.kosmasdk.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.consent.Consent;
import io.github.kosmasdk.consent.ConsentOrigin;
import io.github.kosmasdk.consent.ConsentToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultFileTest {

    @TempDir
    private Path directory;

    private final List<String> told = new ArrayList<>();

    private VaultFile open(String name) {
        return VaultFile.open(Optional.of(directory.resolve(name)), true, Optional.empty(), told::add);
    }

    @Test
    void whatIsStoredStandsInTheFileAtOnceAndOutlivesAProcessThatIsKilled() throws IOException {
        Path copy = directory.resolve("copy.mv.db");
        try (KosmaClient kosma = KosmaClient.builder().token("any").build()) {
            String id = "";
            try (VaultFile open = open("vault")) {
                for (int i = 0; i < 20; i++) {
                    id = open.vault(kosma)
                            .store(new Consent("c" + i, new ConsentToken("t"), Map.of()), ConsentOrigin.UNKNOWN);
                }
                Files.copy(directory.resolve("vault.mv.db"), copy);
            }
            Files.copy(directory.resolve("vault.key"), directory.resolve("copy.key"));
            try (VaultFile asItWas = open("copy")) {
                assertThat(asItWas.vault(kosma).inspect(id)).isPresent();
            }
        }
    }

    @Test
    void thatAKeyWasMadeIsToldOnce() {
        open("vault").close();
        open("vault").close();
        assertThat(told)
                .singleElement()
                .asString()
                .contains("made a key", directory.resolve("vault.key").toString());
    }
}
