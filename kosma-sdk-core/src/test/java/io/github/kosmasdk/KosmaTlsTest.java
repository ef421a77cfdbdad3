package io.github.kosmasdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.error.KosmaUsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KosmaTlsTest {

    @Test
    void theStandardIsTls12OrNewerWithTheHostNameChecked() throws Exception {
        assertThat(KosmaTls.STANDARD.sslParameters().getProtocols()).containsExactly("TLSv1.3", "TLSv1.2");
        assertThat(KosmaTls.STANDARD.sslParameters().getEndpointIdentificationAlgorithm())
                .isEqualTo("HTTPS");
        assertThat(KosmaTls.STANDARD.sslParameters().getCipherSuites())
                .isEqualTo(SSLContext.getDefault().getDefaultSSLParameters().getCipherSuites());
    }

    @Test
    void changingTheParametersThatWereHandedOutChangesNothing() {
        KosmaTls.STANDARD.sslParameters().setEndpointIdentificationAlgorithm(null);
        assertThat(KosmaTls.STANDARD.sslParameters().getEndpointIdentificationAlgorithm())
                .isEqualTo("HTTPS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSLv3", "TLSv1", "TLSv1.1", "TLS", "SSLv2Hello", "nonsense"})
    void olderProtocolsAreRefused(String protocol) {
        assertThatThrownBy(() -> KosmaTls.builder().protocols(List.of("TLSv1.2", protocol)))
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("TLS 1.2 or newer")
                .hasMessageContaining(protocol);
    }

    @Test
    void protocolsAndCiphersCanBeNarrowedDown() {
        KosmaTls tls = KosmaTls.builder()
                .protocols(List.of("TLSv1.3"))
                .ciphers(List.of("TLS_AES_256_GCM_SHA384"))
                .build();
        assertThat(tls.sslParameters().getProtocols()).containsExactly("TLSv1.3");
        assertThat(tls.sslParameters().getCipherSuites()).containsExactly("TLS_AES_256_GCM_SHA384");
        assertThat(tls).hasToString("KosmaTls[TLSv1.3]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_DH_anon_WITH_AES_128_GCM_SHA256",
                "TLS_RSA_WITH_NULL_SHA256",
                "SSL_RSA_EXPORT_WITH_DES40_CBC_SHA",
                "TLS_NO_SUCH_CIPHER"
            })
    void ciphersThatDoNotProtectAndUnknownOnesAreRefused(String cipher) {
        assertThatThrownBy(() -> KosmaTls.builder().ciphers(List.of(cipher)).build())
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining(cipher);
    }

    @Test
    void trustInNobodyIsRefused() throws Exception {
        KeyStore empty = KeyStore.getInstance(KeyStore.getDefaultType());
        empty.load(null, null);
        assertThatThrownBy(() -> KosmaTls.builder().trust(empty))
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("no trusted certificate");
        assertThatThrownBy(() -> KosmaTls.builder().trust(List.of())).isInstanceOf(KosmaUsageException.class);
        assertThatThrownBy(() -> KosmaTls.builder().clientCertificate(empty, new char[0]))
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("no private key");
    }

    @Test
    void filesThatCannotBeReadAreNamed(@TempDir Path files) throws Exception {
        Path nonsense = Files.writeString(files.resolve("nonsense.pem"), "-----BEGIN CERTIFICATE-----\nnot one");
        Path missing = files.resolve("missing.pem");
        for (Path file : List.of(nonsense, missing)) {
            assertThatThrownBy(() -> KosmaTls.builder().trustPem(file))
                    .isInstanceOf(KosmaUsageException.class)
                    .hasMessageContaining(file.toString());
            assertThatThrownBy(() -> KosmaTls.builder().clientCertificatePem(file, file))
                    .isInstanceOf(KosmaUsageException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    /** Compiled here, and shown in docs/connections.md. */
    static KosmaTls example() {
        // tls:begin
        KosmaTls tls = KosmaTls.builder()
                .trustPem(Path.of("authorities.pem")) // or a KeyStore, certificates, a TrustManagerFactory
                .clientCertificatePem(Path.of("client.pem"), Path.of("client.key")) // or a KeyManagerFactory
                .build();
        // tls:end
        return tls;
    }

    @Test
    void theExampleIsTheOneThatTheDocumentationShows() throws Exception {
        String source = Files.readString(
                Path.of("src/test/java", KosmaTlsTest.class.getName().replace('.', '/') + ".java"));
        String compiled = source.substring(
                source.indexOf("// tls:begin\n") + "// tls:begin\n".length(), source.indexOf("        // tls:end\n"));
        assertThat(Files.readString(Path.of("../docs/connections.md")))
                .contains("<!-- tls:begin -->\n```java\n"
                        + compiled.stripTrailing().stripIndent() + "\n```\n<!-- tls:end -->");
    }
}
