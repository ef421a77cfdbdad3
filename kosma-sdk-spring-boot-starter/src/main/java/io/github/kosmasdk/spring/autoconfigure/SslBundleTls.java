package io.github.kosmasdk.spring.autoconfigure;

import io.github.kosmasdk.KosmaTls;
import io.github.kosmasdk.error.KosmaUsageException;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslOptions;

/** The trust and the client certificate of an SSL bundle, followed when the bundle is reloaded. */
final class SslBundleTls implements Supplier<KosmaTls> {

    private static final Logger LOG = LoggerFactory.getLogger(SslBundleTls.class);

    private final String name;
    private volatile KosmaTls current;

    private SslBundleTls(String name, KosmaTls current) {
        this.name = name;
        this.current = current;
    }

    /** Takes a bundle and follows its updates. */
    static SslBundleTls following(SslBundles bundles, String name) {
        SslBundleTls tls = new SslBundleTls(name, of(bundles.getBundle(name)));
        bundles.addBundleUpdateHandler(name, tls::update);
        return tls;
    }

    private void update(SslBundle bundle) {
        try {
            current = of(bundle);
            LOG.info("SSL bundle '{}' was reloaded: the Kosma client uses it for new connections", name);
        } catch (KosmaUsageException | IllegalStateException e) {
            LOG.error(
                    "SSL bundle '{}' was reloaded, but cannot be used: the Kosma client goes on with the old one",
                    name,
                    e);
        }
    }

    @Override
    public KosmaTls get() {
        return current;
    }

    static KosmaTls of(SslBundle bundle) {
        SslManagerBundle managers = bundle.getManagers();
        SslOptions options = bundle.getOptions();
        KosmaTls.Builder tls = KosmaTls.builder()
                .trust(managers.getTrustManagerFactory())
                .clientCertificate(managers.getKeyManagerFactory());
        if (options.getEnabledProtocols() != null) {
            tls.protocols(List.of(options.getEnabledProtocols()));
        } else if (!bundle.getProtocol().equals(SslBundle.DEFAULT_PROTOCOL)) {
            tls.protocols(List.of(bundle.getProtocol()));
        }
        if (options.getCiphers() != null) {
            tls.ciphers(List.of(options.getCiphers()));
        }
        return tls.build();
    }
}
