package io.github.kosmasdk.spring.autoconfigure;

import io.github.kosmasdk.KosmaClientBuilder;
import io.github.kosmasdk.KosmaProxy;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.spring.KosmaConnectionDetails;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;

/** Applies how connections are secured and what they lead through: {@code kosma.ssl.*} and {@code kosma.proxy.*}. */
final class ConnectionSettings {

    private ConnectionSettings() {}

    static void apply(
            KosmaProperties properties,
            KosmaConnectionDetails connection,
            ObjectProvider<SslBundles> bundles,
            KosmaClientBuilder builder) {
        Optional<SslBundle> bundle = connection.sslBundle();
        if (bundle.isPresent()) {
            useBundle("of the connection details", () -> builder.tls(SslBundleTls.of(bundle.get())));
        } else if (StringUtils.hasText(properties.ssl().bundle())) {
            String name = properties.ssl().bundle();
            useBundle("'" + name + "'", () -> builder.tls(SslBundleTls.following(bundles.getObject(), name)));
        }
        proxy(properties.proxy()).ifPresent(builder::proxy);
    }

    private static void useBundle(String which, Runnable use) {
        try {
            use.run();
        } catch (NoSuchSslBundleException e) {
            throw new KosmaConfigurationException(
                    "There is no SSL bundle '" + e.getBundleName() + "' for the Kosma client.",
                    "Define it with the properties 'spring.ssl.bundle.pem." + e.getBundleName()
                            + ".*' or 'spring.ssl.bundle.jks." + e.getBundleName()
                            + ".*', or correct 'kosma.ssl.bundle'.",
                    e);
        } catch (KosmaUsageException | IllegalStateException e) {
            throw new KosmaConfigurationException(
                    "The SSL bundle " + which + " cannot be used for the Kosma client: " + e.getMessage() + ".",
                    "Correct the bundle, or name another one in 'kosma.ssl.bundle'.",
                    e);
        }
    }

    private static Optional<KosmaProxy> proxy(KosmaProperties.Proxy proxy) {
        try {
            if (proxy.type() == KosmaProperties.ProxyType.SYSTEM) {
                return KosmaProxy.system();
            }
            if (!StringUtils.hasText(proxy.host())) {
                return Optional.empty();
            }
            return Optional.of(new KosmaProxy(
                    KosmaProxy.Type.valueOf(proxy.type().name()),
                    proxy.host(),
                    proxy.port(),
                    Optional.ofNullable(proxy.username()).filter(StringUtils::hasText),
                    Optional.ofNullable(proxy.password()).filter(StringUtils::hasText),
                    proxy.directHosts()));
        } catch (KosmaUsageException e) {
            throw new KosmaConfigurationException(e.getMessage() + ".", "Correct 'kosma.proxy.*'.", e);
        }
    }
}
