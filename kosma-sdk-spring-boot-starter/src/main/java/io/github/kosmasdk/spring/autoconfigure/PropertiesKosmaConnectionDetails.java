package io.github.kosmasdk.spring.autoconfigure;

import io.github.kosmasdk.KosmaEnvironment;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.spring.KosmaConnectionDetails;
import java.util.Optional;

/** Connection details from the properties. */
final class PropertiesKosmaConnectionDetails implements KosmaConnectionDetails {

    private final KosmaProperties properties;

    PropertiesKosmaConnectionDetails(KosmaProperties properties) {
        this.properties = properties;
    }

    @Override
    public KosmaEnvironment environment() {
        KosmaEnvironment apis = apis();
        if (properties.bankDirectoryBaseUrl() == null) {
            return apis;
        }
        try {
            return apis.withBankDirectory(properties.bankDirectoryBaseUrl());
        } catch (KosmaUsageException e) {
            throw new KosmaConfigurationException(e.getMessage(), "Correct 'kosma.bank-directory-base-url'.", e);
        }
    }

    private KosmaEnvironment apis() {
        if (properties.baseUrl() == null && properties.authBaseUrl() == null) {
            return properties.environment().urls();
        }
        if (properties.baseUrl() == null || properties.authBaseUrl() == null) {
            boolean authMissing = properties.authBaseUrl() == null;
            throw new KosmaConfigurationException(
                    "'" + (authMissing ? "kosma.base-url" : "kosma.auth-base-url") + "' is set, but '"
                            + (authMissing ? "kosma.auth-base-url" : "kosma.base-url")
                            + "' is not: the XS2A API and the Auth API live on two origins.",
                    "Set both properties, or neither to use 'kosma.environment'.");
        }
        try {
            return new KosmaEnvironment(properties.baseUrl(), properties.authBaseUrl());
        } catch (KosmaUsageException e) {
            throw new KosmaConfigurationException(
                    e.getMessage(), "Correct 'kosma.base-url' and 'kosma.auth-base-url'.", e);
        }
    }

    @Override
    public Optional<String> token() {
        return Optional.ofNullable(properties.token()).filter(token -> !token.isBlank());
    }
}
