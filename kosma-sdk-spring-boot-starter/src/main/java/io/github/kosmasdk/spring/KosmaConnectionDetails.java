package io.github.kosmasdk.spring;

import io.github.kosmasdk.KosmaEnvironment;
import java.net.URI;
import java.util.Optional;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * Where the APIs live, and with which token. A bean of this type replaces {@code kosma.environment},
 * {@code kosma.base-url}, {@code kosma.auth-base-url}, {@code kosma.bank-directory-base-url} and {@code kosma.token}; the
 * other properties stay in force.
 */
public interface KosmaConnectionDetails extends ConnectionDetails {

    /**
     * Where the APIs live. Asked once.
     *
     * @return the base URLs
     */
    KosmaEnvironment environment();

    /**
     * The API token. Asked on every call, so that an exchanged token needs no restart; it must answer at once and
     * without blocking.
     *
     * @return the token; empty when there is none, which stops the application at its start unless a
     *     {@link KosmaClientBuilderCustomizer} sets one
     */
    Optional<String> token();

    /**
     * The SSL bundle with the trusted authorities and the client certificate. Asked once.
     *
     * @return the bundle; empty to use the one that {@code kosma.ssl.bundle} names, if any
     */
    default Optional<SslBundle> sslBundle() {
        return Optional.empty();
    }

    /**
     * The script of the launcher of the XS2A App, for pages that open it. Asked once.
     *
     * @return its absolute URL; empty for the one of the service. {@code kosma.xs2a-app.launcher-url} overrules it
     */
    default Optional<URI> xs2aAppLauncher() {
        return Optional.empty();
    }
}
