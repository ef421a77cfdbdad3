package io.github.kosmasdk.spring.autoconfigure;

import io.github.kosmasdk.CircuitBreakerPolicy;
import io.github.kosmasdk.DriftPolicy;
import io.github.kosmasdk.KosmaEnvironment;
import io.github.kosmasdk.ResiliencePolicy;
import io.github.kosmasdk.RetryBudget;
import io.github.kosmasdk.RetryPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Properties of the Kosma client.
 *
 * @param environment Environment of the service. Overruled by the two base URLs.
 * @param baseUrl Base URL of the XS2A API, for an environment of your own such as the simulator. Goes together with
 *     "kosma.auth-base-url". Plain http is accepted for loopback addresses only.
 * @param authBaseUrl Base URL of the Auth API, for an environment of your own such as the simulator. Goes together with
 *     "kosma.base-url".
 * @param bankDirectoryBaseUrl Base URL of the bank directory, which gets the token with every call for it. By default that of
 *     the XS2A API where "kosma.base-url" is set, and none in the environments of the service, as it was never published.
 * @param token API token from the portal of the environment. Valid for 180 days.
 * @param deadline Time that a call may take in all, with every attempt and the waits between them.
 * @param userAgent Name and version of your application, such as "my-shop/1.4", added to the user agent of every call.
 * @param drift What happens when an answer holds a member or a word that this version of the SDK does not know: "tolerate" for
 *     production, "fail" for tests. Both tell the log, and the meter "kosma.client.drift".
 * @param resilience what the client does when things go wrong
 * @param polling how flows and decoupled logins are waited for
 * @param pool the connections
 * @param limits how much of an answer is read
 * @param whiteLabel the keys of a white label integration
 * @param ssl how connections are secured
 * @param proxy the forward proxy
 */
@ConfigurationProperties("kosma")
public record KosmaProperties(
        @DefaultValue("playground") Environment environment,
        @Nullable URI baseUrl,
        @Nullable URI authBaseUrl,
        @Nullable URI bankDirectoryBaseUrl,
        @Nullable String token,
        @DefaultValue("30s") Duration deadline,
        @Nullable String userAgent,
        @DefaultValue("tolerate") DriftPolicy drift,
        @DefaultValue Resilience resilience,
        @DefaultValue Polling polling,
        @DefaultValue Pool pool,
        @DefaultValue Limits limits,
        @DefaultValue WhiteLabel whiteLabel,
        @DefaultValue Ssl ssl,
        @DefaultValue Proxy proxy) {

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
     * What the client does when things go wrong: a named policy, and what is set differently.
     *
     * @param policy Policy that all other properties of resilience are taken from unless they are set.
     * @param retry how often an attempt is repeated
     * @param retryBudget how many retries all calls have together
     * @param circuitBreaker when an API that is down is not called any more
     * @param maxConcurrentCalls Calls that may be under way at a time. Further ones are refused at once. By default as in
     *     the policy.
     */
    public record Resilience(
            @DefaultValue("standard") Policy policy,
            @DefaultValue Retry retry,
            @DefaultValue Budget retryBudget,
            @DefaultValue CircuitBreaker circuitBreaker,
            @Nullable Integer maxConcurrentCalls) {

        ResiliencePolicy toPolicy() {
            ResiliencePolicy named = policy.numbers();
            return new ResiliencePolicy(
                    retry.over(named.retry()),
                    retryBudget.over(named.retryBudget()),
                    circuitBreaker.over(named.circuitBreaker()),
                    Objects.requireNonNullElse(maxConcurrentCalls, named.maxConcurrentCalls()));
        }
    }

    /** Named policies of resilience. */
    public enum Policy {
        /** Spares the service. */
        CONSERVATIVE(ResiliencePolicy.CONSERVATIVE),
        /** For most applications. */
        STANDARD(ResiliencePolicy.STANDARD),
        /** One attempt, no breaker, no limit of calls. */
        OFF(ResiliencePolicy.OFF);

        private final ResiliencePolicy numbers;

        Policy(ResiliencePolicy numbers) {
            this.numbers = numbers;
        }

        ResiliencePolicy numbers() {
            return numbers;
        }
    }

    /**
     * How often an attempt is repeated.
     *
     * @param maxAttempts Attempts of a call, the first one included. 1 turns retries off. By default as in the policy.
     * @param firstBackoff Longest wait before the second attempt. Doubles with every attempt, and a random part of it is
     *     waited. By default as in the policy.
     * @param maxBackoff Longest wait between two attempts. By default as in the policy.
     */
    public record Retry(
            @Nullable Integer maxAttempts,
            @Nullable Duration firstBackoff,
            @Nullable Duration maxBackoff) {

        RetryPolicy over(RetryPolicy named) {
            return new RetryPolicy(
                    Objects.requireNonNullElse(maxAttempts, named.maxAttempts()),
                    Objects.requireNonNullElse(firstBackoff, named.firstBackoff()),
                    Objects.requireNonNullElse(maxBackoff, named.maxBackoff()));
        }
    }

    /**
     * How many retries all calls have together.
     *
     * @param retries Retries that all calls of the client have together, at most and at first. By default as in the policy.
     * @param percentPerSuccess What a call that succeeds at once adds to the budget, in percent of a retry. By default as in
     *     the policy.
     */
    public record Budget(
            @Nullable Integer retries, @Nullable Integer percentPerSuccess) {

        RetryBudget over(RetryBudget named) {
            return new RetryBudget(
                    Objects.requireNonNullElse(retries, named.retries()),
                    Objects.requireNonNullElse(percentPerSuccess, named.percentPerSuccess()));
        }
    }

    /**
     * When an API that is down is not called any more.
     *
     * @param enabled Whether there is a circuit breaker for each API. By default as in the policy.
     * @param failurePercent Percentage of the latest attempts that must have failed for a breaker to open. By default as in
     *     the policy.
     * @param window Number of latest attempts that a breaker looks at. By default as in the policy.
     * @param minimumAttempts Number of attempts before a breaker can open. By default as in the policy.
     * @param openFor Time for which an open breaker refuses calls before it lets probes through. By default as in the
     *     policy.
     * @param probes Number of attempts that are let through to see whether the API is up again. By default as in the policy.
     */
    public record CircuitBreaker(
            @Nullable Boolean enabled,
            @Nullable Integer failurePercent,
            @Nullable Integer window,
            @Nullable Integer minimumAttempts,
            @Nullable Duration openFor,
            @Nullable Integer probes) {

        Optional<CircuitBreakerPolicy> over(Optional<CircuitBreakerPolicy> named) {
            return Objects.requireNonNullElse(enabled, named.isPresent())
                    ? Optional.of(over(named.orElse(CircuitBreakerPolicy.STANDARD)))
                    : Optional.empty();
        }

        private CircuitBreakerPolicy over(CircuitBreakerPolicy named) {
            return new CircuitBreakerPolicy(
                    Objects.requireNonNullElse(failurePercent, named.failurePercent()),
                    Objects.requireNonNullElse(window, named.window()),
                    Objects.requireNonNullElse(minimumAttempts, named.minimumAttempts()),
                    Objects.requireNonNullElse(openFor, named.openFor()),
                    Objects.requireNonNullElse(probes, named.probes()));
        }
    }

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
     * How much of an answer is read. What is beyond is an error, and the connection is closed.
     *
     * @param maxBodySize Largest body of an answer. A page of 5,000 transactions has about 2 MB.
     * @param maxHeaderSize Largest headers of an answer, all together.
     * @param maxNesting Objects and lists inside one another in an answer.
     * @param maxStringLength Characters of one text in an answer, such as an image in a form.
     * @param maxNumberLength Characters of one number in an answer.
     */
    public record Limits(
            @DefaultValue("16MB") DataSize maxBodySize,
            @DefaultValue("16KB") DataSize maxHeaderSize,
            @DefaultValue("100") int maxNesting,
            @DefaultValue("4194304") int maxStringLength,
            @DefaultValue("100") int maxNumberLength) {}

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

    /**
     * How connections are secured.
     *
     * @param bundle Name of the SSL bundle ("spring.ssl.bundle.*") with the trusted authorities and the client
     *     certificate. When it is reloaded, the client follows. Without it, the authorities of the JVM are trusted.
     */
    public record Ssl(@Nullable String bundle) {}

    /** Protocols of proxies. */
    public enum ProxyType {
        /** An HTTP proxy that makes tunnels (CONNECT). */
        HTTP,
        /** SOCKS 4a, which knows no password. */
        SOCKS4,
        /** SOCKS 5. */
        SOCKS5,
        /** The proxy of the JVM's system properties, if they name one. */
        SYSTEM
    }

    /**
     * The forward proxy.
     *
     * @param type Protocol of the proxy. With "system" it is taken from the JVM's system properties "https.proxyHost" or
     *     "socksProxyHost", and the other properties here are not used.
     * @param host Name or address of the proxy that calls go through. Without it, there is none.
     * @param port Port of the proxy.
     * @param username User for the login to the proxy.
     * @param password Password for the login to the proxy.
     * @param directHosts Hosts that are called without the proxy, such as "localhost" or "*.example.com".
     */
    public record Proxy(
            @DefaultValue("http") ProxyType type,
            @Nullable String host,
            @DefaultValue("0") int port,
            @Nullable String username,
            @Nullable String password,
            @DefaultValue List<String> directHosts) {

        /** Never shows user or password. */
        @Override
        public String toString() {
            return host == null ? "none" : type + " " + host + ":" + port;
        }
    }

    /** Never shows the token, a key or a password. */
    @Override
    public String toString() {
        return "KosmaProperties[environment=" + environment + ", baseUrl=" + baseUrl + ", authBaseUrl=" + authBaseUrl
                + ", bankDirectoryBaseUrl=" + bankDirectoryBaseUrl
                + ", token=" + (token == null ? "none" : "***") + ", deadline=" + deadline + ", userAgent=" + userAgent
                + ", drift=" + drift + ", resilience=" + resilience + ", polling=" + polling + ", pool=" + pool
                + ", limits=" + limits + ", whiteLabel=" + whiteLabel + ", ssl=" + ssl + ", proxy=" + proxy + "]";
    }
}
