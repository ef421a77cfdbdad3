package io.github.kosmasdk.internal.http;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Certificates of a test, made anew every time. */
final class Pki {

    private final X509Bundle authority =
            made(builder -> builder.subject("CN=Test authority").setIsCertificateAuthority(true), null);

    X509Bundle authority() {
        return authority;
    }

    /** What a server shows that is reached as each of these hosts. */
    X509Bundle server(String... hosts) {
        return server(Instant.now().minus(Duration.ofDays(1)), Instant.now().plus(Duration.ofDays(1)), hosts);
    }

    X509Bundle server(Instant notBefore, Instant notAfter, String... hosts) {
        return made(builder -> withHosts(builder, hosts).notBefore(notBefore).notAfter(notAfter), authority);
    }

    X509Bundle selfSigned(String... hosts) {
        return made(builder -> withHosts(builder, hosts).setIsCertificateAuthority(true), null);
    }

    /** What a client shows. */
    X509Bundle client(String name) {
        return made(builder -> builder.subject("CN=" + name).addExtendedKeyUsageClientAuth(), authority);
    }

    private static CertificateBuilder withHosts(CertificateBuilder builder, String... hosts) {
        builder.subject("CN=A server").addExtendedKeyUsageServerAuth();
        for (String host : List.of(hosts)) {
            if (host.matches("[0-9.]+")) {
                builder.addSanIpAddress(host);
            } else {
                builder.addSanDnsName(host);
            }
        }
        return builder;
    }

    private static X509Bundle made(UnaryOperator<CertificateBuilder> with, @Nullable X509Bundle by) {
        try {
            CertificateBuilder builder = with.apply(new CertificateBuilder().ecp256());
            return by == null ? builder.buildSelfSigned() : builder.buildIssuedBy(by);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
