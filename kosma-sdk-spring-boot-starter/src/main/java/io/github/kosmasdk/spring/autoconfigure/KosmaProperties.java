package io.github.kosmasdk.spring.autoconfigure;

import io.github.kosmasdk.KosmaEnvironment;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the Kosma client.
 *
 * @param environment Environment of the service. Overruled by the two base URLs.
 * @param baseUrl Base URL of the XS2A API, for an environment of your own such as the simulator. Goes together with
 *     "kosma.auth-base-url". Plain http is accepted for loopback addresses only.
 * @param authBaseUrl Base URL of the Auth API, for an environment of your own such as the simulator. Goes together with
 *     "kosma.base-url".
 * @param token API token from the portal of the environment. Valid for 180 days.
 * @param deadline Time that a call may take in all, with every attempt and the waits between them.
 * @param userAgent Name and version of your application, such as "my-shop/1.4", added to the user agent of every call.
 * @param retry how often a read is tried
 * @param polling how flows and decoupled logins are waited for
 * @param pool the connections
 * @param whiteLabel the keys of a white label integration
 */
@ConfigurationProperties("kosma")
public record KosmaProperties(
        @DefaultValue("playground") Environment environment,
        @Nullable URI baseUrl,
        @Nullable URI authBaseUrl,
        @Nullable String token,
        @DefaultValue("30s") Duration deadline,
        @Nullable String userAgent,
        @DefaultValue Retry retry,
        @DefaultValue Polling polling,
        @DefaultValue Pool pool,
        @DefaultValue WhiteLabel whiteLabel) {

    /** Environments of the service. */
    public enum Environment {
        /** Test banks, no real accounts. */
        PLAYGROUND(KosmaEnvironment.PLAYGROUND),
        /** Real banks, real money. */
        PRODUCTION(KosmaEnvironment.PRODUCTION);

        private final KosmaEnvironment urls;

        Environment(KosmaEnvironment urls) {
            this.urls = urls;
        }

        KosmaEnvironment urls() {
            return urls;
        }
    }

    /**
     * How often a read is tried.
     *
     * @param maxAttempts Attempts of a read, the first one included. 1 turns retries off.
     * @param firstBackoff Longest wait before the second attempt. Doubles with every attempt, and a random part of it is
     *     waited.
     * @param maxBackoff Longest wait between two attempts.
     */
    public record Retry(
            @DefaultValue("3") int maxAttempts,
            @DefaultValue("200ms") Duration firstBackoff,
            @DefaultValue("5s") Duration maxBackoff) {}

    /**
     * How flows and decoupled logins are waited for.
     *
     * @param first Wait before a running flow or login is looked at again for the first time.
     * @param max Longest wait between two looks at a running flow or login.
     */
    public record Polling(
            @DefaultValue("1s") Duration first,
            @DefaultValue("5s") Duration max) {}

    /**
     * The connections.
     *
     * @param maxConnections Connections to one host at the same time.
     * @param maxPending Calls that may wait for a connection.
     * @param maxIdle Time after which an unused connection is closed.
     * @param maxLife Time after which a connection is replaced.
     * @param connectTimeout Time that opening a connection may take.
     */
    public record Pool(
            @DefaultValue("50") int maxConnections,
            @DefaultValue("500") int maxPending,
            @DefaultValue("30s") Duration maxIdle,
            @DefaultValue("5m") Duration maxLife,
            @DefaultValue("5s") Duration connectTimeout) {}

    /**
     * The keys of a white label integration, secrets.
     *
     * @param hsm Encrypted credentials of your eIDAS keys in the service's HSM. Only for a white label integration that
     *     uses it.
     * @param aspspData What opens your credentials at banks, two hexadecimal values with a colon between them. Only for a
     *     white label integration.
     */
    public record WhiteLabel(
            @DefaultValue("") String hsm, @DefaultValue("") String aspspData) {

        boolean isConfigured() {
            return !hsm.isBlank() || !aspspData.isBlank();
        }

        /** Never shows a key. */
        @Override
        public String toString() {
            return isConfigured() ? "***" : "none";
        }
    }

    /** Never shows the token or a key. */
    @Override
    public String toString() {
        return "KosmaProperties[environment=" + environment + ", baseUrl=" + baseUrl + ", authBaseUrl=" + authBaseUrl
                + ", token=" + (token == null ? "none" : "***") + ", deadline=" + deadline + ", userAgent=" + userAgent
                + ", retry=" + retry + ", polling=" + polling + ", pool=" + pool + ", whiteLabel=" + whiteLabel + "]";
    }
}
