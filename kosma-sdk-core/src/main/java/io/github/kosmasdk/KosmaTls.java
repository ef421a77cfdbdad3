package io.github.kosmasdk;

import io.github.kosmasdk.error.KosmaUsageException;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * How connections are secured: whom the client trusts, the certificate it shows, the protocols and ciphers it speaks.
 * TLS 1.2 or newer always, and the certificate of a server is always held against the name of the host that is called:
 * there is no setting that says otherwise.
 *
 * <pre>{@code
 * KosmaTls tls = KosmaTls.builder()
 *         .trustPem(Path.of("authorities.pem"))
 *         .clientCertificatePem(Path.of("client.pem"), Path.of("client.key"))
 *         .build();
 * }</pre>
 *
 * <p>Immutable: for other material make another one, see {@link KosmaClientBuilder#tls(java.util.function.Supplier)}.
 */
public final class KosmaTls {

    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    /** The authorities that the JVM trusts, no client certificate, TLS 1.3 and 1.2, the ciphers of the JVM. */
    public static final KosmaTls STANDARD = builder().build();

    private final SSLContext context;
    private final List<String> protocols;
    private final List<String> ciphers;

    private KosmaTls(SSLContext context, List<String> protocols, List<String> ciphers) {
        this.context = context;
        this.protocols = protocols;
        this.ciphers = ciphers;
    }

    /**
     * Starts with what {@link #STANDARD} holds.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Trust and certificate in the form of the JDK.
     *
     * @return the context; a server is only checked in full together with {@link #sslParameters()}
     */
    public SSLContext sslContext() {
        return context;
    }

    /**
     * Protocols, ciphers and the check of the host name, in the form of the JDK.
     *
     * @return a copy of the parameters
     */
    public SSLParameters sslParameters() {
        SSLParameters parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(protocols.toArray(String[]::new));
        parameters.setCipherSuites(ciphers.toArray(String[]::new));
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        return parameters;
    }

    /** Shows the protocols. */
    @Override
    public String toString() {
        return "KosmaTls" + protocols;
    }

    /** Builds a {@link KosmaTls}. What is left out is as in {@link KosmaTls#STANDARD}. */
    public static final class Builder {

        private final SslContextBuilder context = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
        private List<String> protocols = PROTOCOLS;
        private List<String> ciphers = List.of();

        private Builder() {}

        /**
         * Trusts the authorities of a key store instead of those of the JVM.
         *
         * @param authorities their certificates
         * @return this
         * @throws KosmaUsageException when there is no trusted certificate in it
         */
        public Builder trust(KeyStore authorities) {
            try {
                TrustManagerFactory factory =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init(authorities);
                X509TrustManager manager = x509(factory);
                if (manager.getAcceptedIssuers().length == 0) {
                    throw new KosmaUsageException(
                            "There is no trusted certificate in the key store, so no server could be trusted: put the"
                                    + " certificates of the authorities in, or leave the trust as it is");
                }
                return trust(manager);
            } catch (GeneralSecurityException e) {
                throw new KosmaUsageException("The key store of the trusted authorities cannot be used", e);
            }
        }

        /**
         * Trusts these authorities instead of those of the JVM.
         *
         * @param authorities their certificates
         * @return this
         * @throws KosmaUsageException when there is none
         */
        public Builder trust(Collection<X509Certificate> authorities) {
            try {
                KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
                store.load(null, null);
                for (X509Certificate authority : authorities) {
                    store.setCertificateEntry(Integer.toString(store.size()), authority);
                }
                return trust(store);
            } catch (GeneralSecurityException | IOException e) {
                throw new KosmaUsageException("The certificates of the trusted authorities cannot be used", e);
            }
        }

        /**
         * Trusts the authorities of a PEM file instead of those of the JVM.
         *
         * @param authorities a file with one certificate or more
         * @return this
         * @throws KosmaUsageException when it cannot be read or holds none
         */
        public Builder trustPem(Path authorities) {
            try (InputStream pem = Files.newInputStream(authorities)) {
                Collection<? extends Certificate> certificates =
                        CertificateFactory.getInstance("X.509").generateCertificates(pem);
                return trust(
                        certificates.stream().map(X509Certificate.class::cast).toList());
            } catch (CertificateException | IOException e) {
                throw new KosmaUsageException(
                        "The trusted authorities in " + authorities + " cannot be read: it has to be a file of"
                                + " certificates in PEM form",
                        e);
            }
        }

        /**
         * Lets a trust manager of your own decide whom to trust. It decides about the chain of certificates; the host
         * name is checked in addition, whatever it says.
         *
         * @param trust initialised; its first manager for X.509 certificates is taken
         * @return this
         * @throws KosmaUsageException when it has no manager for X.509 certificates
         */
        public Builder trust(TrustManagerFactory trust) {
            return trust(x509(trust));
        }

        private Builder trust(X509TrustManager manager) {
            context.trustManager(new ChainOnly(manager));
            return this;
        }

        private static X509TrustManager x509(TrustManagerFactory factory) {
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    return x509;
                }
            }
            throw new KosmaUsageException("The trust manager factory has no trust manager for X.509 certificates");
        }

        /**
         * Shows a certificate to a server that asks for one.
         *
         * @param keys initialised with the key and its certificates
         * @return this
         */
        public Builder clientCertificate(KeyManagerFactory keys) {
            context.keyManager(keys);
            return this;
        }

        /**
         * Shows the certificate of a key store to a server that asks for one.
         *
         * @param store the key and its certificates
         * @param password of the key
         * @return this
         * @throws KosmaUsageException when there is no key in it, or the password does not fit
         */
        public Builder clientCertificate(KeyStore store, char[] password) {
            try {
                boolean holdsKey = false;
                for (String alias : Collections.list(store.aliases())) {
                    holdsKey |= store.isKeyEntry(alias);
                }
                if (!holdsKey) {
                    throw new KosmaUsageException("There is no private key in the key store of the client certificate");
                }
                KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                factory.init(store, password);
                return clientCertificate(factory);
            } catch (GeneralSecurityException e) {
                throw new KosmaUsageException(
                        "The key of the client certificate cannot be taken from its key store: check the password", e);
            }
        }

        /**
         * Shows a certificate from PEM files to a server that asks for one.
         *
         * @param certificates the client's certificate, then those that lead from it to an authority
         * @param key its private key in PKCS #8 form, not encrypted
         * @return this
         * @throws KosmaUsageException when one of them cannot be read
         */
        public Builder clientCertificatePem(Path certificates, Path key) {
            try (InputStream chain = Files.newInputStream(certificates);
                    InputStream secret = Files.newInputStream(key)) {
                context.keyManager(chain, secret);
                return this;
            } catch (IllegalArgumentException | IOException e) {
                throw new KosmaUsageException(
                        "The client certificate in " + certificates + " with the key in " + key + " cannot be read:"
                                + " they have to be certificates and an unencrypted PKCS #8 key in PEM form",
                        e);
            }
        }

        /**
         * Narrows down the protocols.
         *
         * @param protocols such as {@code TLSv1.3}
         * @return this
         * @throws KosmaUsageException when there is none, or one is older than TLS 1.2 or no protocol at all
         */
        public Builder protocols(Collection<String> protocols) {
            if (protocols.isEmpty() || !PROTOCOLS.containsAll(protocols)) {
                throw new KosmaUsageException("Connections are secured with TLS 1.2 or newer: the protocols can be "
                        + PROTOCOLS + " or one of them, not " + protocols);
            }
            this.protocols = List.copyOf(protocols);
            return this;
        }

        /**
         * Narrows down the ciphers.
         *
         * @param ciphers names of the JDK such as {@code TLS_AES_256_GCM_SHA384}; none for the ciphers of the JVM
         * @return this
         * @throws KosmaUsageException when one does not authenticate the server or does not encrypt
         */
        public Builder ciphers(Collection<String> ciphers) {
            for (String cipher : ciphers) {
                if (cipher.contains("_anon_") || cipher.contains("_NULL_") || cipher.contains("_EXPORT_")) {
                    throw new KosmaUsageException(
                            "The cipher " + cipher + " does not protect a connection: take it off the list");
                }
            }
            this.ciphers = List.copyOf(ciphers);
            return this;
        }

        /**
         * Builds it.
         *
         * @return the immutable result
         * @throws KosmaUsageException when key and certificates do not fit together, or this JVM does not know one of
         *     the ciphers
         */
        public KosmaTls build() {
            SSLContext built;
            try {
                built = ((JdkSslContext) context.build()).context();
            } catch (IOException | IllegalArgumentException e) {
                throw new KosmaUsageException(
                        "Connections cannot be secured with this trust and client certificate: " + e.getMessage(), e);
            }
            List<String> known = List.of(built.getSupportedSSLParameters().getCipherSuites());
            if (!known.containsAll(ciphers)) {
                throw new KosmaUsageException("This JVM does not know all of the ciphers " + ciphers + ", but only: "
                        + String.join(", ", known));
            }
            return new KosmaTls(
                    built,
                    protocols,
                    ciphers.isEmpty() ? List.of(built.getDefaultSSLParameters().getCipherSuites()) : ciphers);
        }
    }

    /**
     * Hides from the JDK that a trust manager could check a connection itself, so that the JDK checks the host name
     * after it.
     */
    private record ChainOnly(X509TrustManager own) implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            own.checkClientTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            own.checkServerTrusted(chain, authType);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return own.getAcceptedIssuers();
        }
    }
}
