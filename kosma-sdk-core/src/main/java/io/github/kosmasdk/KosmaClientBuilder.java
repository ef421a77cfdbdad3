package io.github.kosmasdk;

import io.github.kosmasdk.error.KosmaTimeoutException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.internal.http.CallObserver;
import io.github.kosmasdk.internal.http.DriftWatch;
import io.github.kosmasdk.internal.http.LazyTransport;
import io.github.kosmasdk.internal.http.MicrometerObserver;
import io.github.kosmasdk.internal.http.NettyTransport;
import io.github.kosmasdk.internal.http.Pipeline;
import io.github.kosmasdk.internal.http.Timing;
import io.github.kosmasdk.internal.http.Transport;
import io.github.kosmasdk.internal.http.WireLog;
import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link KosmaClient} or a {@link KosmaReactiveClient}. Only the token is required. Nothing connects before
 * the first call.
 */
public final class KosmaClientBuilder {

    /** How long a call may take in all when nothing else was said. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(30);

    private KosmaEnvironment environment = KosmaEnvironment.PLAYGROUND;
    private @Nullable Supplier<String> token;
    private Duration deadline = DEFAULT_DEADLINE;
    private ResiliencePolicy resilience = ResiliencePolicy.STANDARD;
    private PollingPolicy polling = PollingPolicy.STANDARD;
    private ConnectionPool connectionPool = ConnectionPool.STANDARD;
    private DriftPolicy drift = DriftPolicy.TOLERATE;
    private Consumer<Drift> driftListener = drift -> {};
    private CallObserver observer = CallObserver.NONE;
    private Supplier<KosmaTls> tls = () -> KosmaTls.STANDARD;
    private Optional<KosmaProxy> proxy = Optional.empty();
    private ResponseLimits limits = ResponseLimits.STANDARD;
    private @Nullable String userAgent;
    private @Nullable WhiteLabelKeys whiteLabelKeys;

    KosmaClientBuilder() {}

    /**
     * Sets where the APIs live.
     *
     * @param environment left out, the playground
     * @return this
     */
    public KosmaClientBuilder environment(KosmaEnvironment environment) {
        this.environment = Objects.requireNonNull(environment, "environment");
        return this;
    }

    /**
     * Sets where the APIs live, for an environment of your own such as the simulator.
     *
     * @param baseUrl base URL of the XS2A API
     * @param authBaseUrl base URL of the Auth API
     * @return this
     * @throws KosmaUsageException when one is not {@code https}, or {@code http} on loopback
     */
    public KosmaClientBuilder environment(URI baseUrl, URI authBaseUrl) {
        return environment(new KosmaEnvironment(baseUrl, authBaseUrl));
    }

    /**
     * Sets the API token.
     *
     * @param token the token from the portal, without the word {@code Token}
     * @return this
     */
    public KosmaClientBuilder token(String token) {
        Objects.requireNonNull(token, "token");
        return token(() -> token);
    }

    /**
     * Sets where the API token comes from. It is asked on every call, so that a token that was exchanged needs no
     * restart. It runs in the thread that makes the call, and the deadline does not cut it off: it must answer at once,
     * and under the reactive client without blocking. The time that it takes counts; when it took all there was, the call
     * ends afterwards, unsent, with a {@link KosmaTimeoutException}.
     *
     * @param token gives the token
     * @return this
     */
    public KosmaClientBuilder token(Supplier<String> token) {
        this.token = Objects.requireNonNull(token, "token");
        return this;
    }

    /**
     * Sets how long a call may take in all: waiting for a connection, connecting, every attempt and the waits between
     * them, and reading the answer. Only the supplier of the token is waited for however long it takes, see
     * {@link #token(Supplier)}. For single calls see {@link KosmaClient#withDeadline}.
     *
     * @param deadline left out, 30 s
     * @return this
     * @throws KosmaUsageException when it is not between 1 ms and 1 day
     */
    public KosmaClientBuilder deadline(Duration deadline) {
        this.deadline = Pipeline.requireDeadline(deadline);
        return this;
    }

    /**
     * Sets what the client does when things go wrong: retries, their budget, the circuit breakers, the limit of calls.
     *
     * @param resilience left out, {@link ResiliencePolicy#STANDARD}
     * @return this
     */
    public KosmaClientBuilder resilience(ResiliencePolicy resilience) {
        this.resilience = Objects.requireNonNull(resilience, "resilience");
        return this;
    }

    /**
     * Sets how flows and decoupled logins are waited for.
     *
     * @param polling left out, {@link PollingPolicy#STANDARD}
     * @return this
     */
    public KosmaClientBuilder polling(PollingPolicy polling) {
        this.polling = Objects.requireNonNull(polling, "polling");
        return this;
    }

    /**
     * Sets the connections of this client.
     *
     * @param connectionPool left out, {@link ConnectionPool#STANDARD}
     * @return this
     */
    public KosmaClientBuilder connectionPool(ConnectionPool connectionPool) {
        this.connectionPool = Objects.requireNonNull(connectionPool, "connectionPool");
        return this;
    }

    /**
     * Sets how connections are secured.
     *
     * @param tls left out, {@link KosmaTls#STANDARD}
     * @return this
     */
    public KosmaClientBuilder tls(KosmaTls tls) {
        Objects.requireNonNull(tls, "tls");
        return tls(() -> tls);
    }

    /**
     * Sets where trust and client certificate come from. It is asked for every call, must answer at once without
     * blocking, and hands out the same object until there is a new one. From then on new connections are made with the
     * new one, and those that were made before carry no further call; calls under way end as they are.
     *
     * @param tls gives what is good now
     * @return this
     */
    public KosmaClientBuilder tls(Supplier<KosmaTls> tls) {
        this.tls = Objects.requireNonNull(tls, "tls");
        return this;
    }

    /**
     * Sets the forward proxy that calls go through.
     *
     * @param proxy left out, none, whatever the system properties of the JVM say; see {@link KosmaProxy#system()}
     * @return this
     */
    public KosmaClientBuilder proxy(KosmaProxy proxy) {
        this.proxy = Optional.of(proxy);
        return this;
    }

    /**
     * Sets how much of an answer is read.
     *
     * @param limits left out, {@link ResponseLimits#STANDARD}
     * @return this
     */
    public KosmaClientBuilder limits(ResponseLimits limits) {
        this.limits = Objects.requireNonNull(limits, "limits");
        return this;
    }

    /**
     * Adds the name and version of your application to the user agent of every call.
     *
     * @param userAgent such as {@code my-shop/1.4}
     * @return this
     * @throws KosmaUsageException when it holds what a header cannot
     */
    public KosmaClientBuilder userAgent(String userAgent) {
        if (userAgent.isBlank() || !userAgent.chars().allMatch(c -> c >= ' ' && c < 127)) {
            throw new KosmaUsageException("A user agent is printable ASCII on one line, such as my-shop/1.4");
        }
        this.userAgent = userAgent;
        return this;
    }

    /**
     * Sets the keys of a white label integration.
     *
     * @param whiteLabelKeys sent with every POST, PUT and DELETE of the XS2A and the Auth API, consents included; left out, the
     *     integration is branded
     * @return this
     */
    public KosmaClientBuilder whiteLabelKeys(WhiteLabelKeys whiteLabelKeys) {
        this.whiteLabelKeys = Objects.requireNonNull(whiteLabelKeys, "whiteLabelKeys");
        return this;
    }

    /**
     * Sets what happens when an answer holds a member or a word that this version of the SDK does not know. Each is
     * told to the logger {@code io.github.kosmasdk.drift} once.
     *
     * @param drift left out, {@link DriftPolicy#TOLERATE}
     * @return this
     */
    public KosmaClientBuilder drift(DriftPolicy drift) {
        this.drift = Objects.requireNonNull(drift, "drift");
        return this;
    }

    /**
     * Adds who is told of what this version does not know, each time that an answer holds it: to count it. There are
     * not more than about 200 different ones; what comes after these is told as a member {@code ?}.
     *
     * @param listener called on the thread that reads the answer, so it must not block; what it throws is logged
     * @return this
     */
    public KosmaClientBuilder driftListener(Consumer<Drift> listener) {
        this.driftListener = driftListener.andThen(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Sets where every call and every attempt is observed: for metrics and traces, see {@link
     * io.github.kosmasdk.observation.KosmaObservation}. Needs {@code micrometer-observation} on the class path. No header of
     * a trace goes to the service.
     *
     * @param registry left out, nothing is observed
     * @return this
     */
    public KosmaClientBuilder observationRegistry(ObservationRegistry registry) {
        this.observer = new MicrometerObserver(Objects.requireNonNull(registry, "registry"));
        return this;
    }

    /**
     * Builds the blocking client.
     *
     * @return the client
     * @throws KosmaUsageException when the token is missing, or when the proxy would see it
     */
    public KosmaClient build() {
        return new KosmaClient(buildReactive());
    }

    /**
     * Builds the reactive client.
     *
     * @return the client
     * @throws KosmaUsageException when the token is missing, or when the proxy would see it
     */
    public KosmaReactiveClient buildReactive() {
        if (token == null) {
            throw new KosmaUsageException("There is no API token: set one with token(...). It is made in the portal of"
                    + " the environment, and the simulator takes any");
        }
        proxy.ifPresent(through -> through.checkGoodFor(environment));
        Pipeline.Settings settings = new Pipeline.Settings(
                environment,
                token,
                deadline,
                resilience,
                polling,
                fullUserAgent(),
                Optional.ofNullable(whiteLabelKeys));
        return new KosmaReactiveClient(new Pipeline(
                settings,
                new WireLog(new DriftWatch(new LazyTransport(transport()), drift, driftListener)),
                Timing.real(),
                observer));
    }

    /** With what this builder says now. */
    private Supplier<Transport> transport() {
        boolean secured = environment.isSecured();
        ConnectionPool pool = connectionPool;
        ResponseLimits largest = limits;
        Supplier<KosmaTls> security = tls;
        Optional<KosmaProxy> through = proxy;
        return () -> {
            NettyTransport transport = new NettyTransport(pool, largest, security, through);
            if (secured) {
                Objects.requireNonNull(KosmaTls.STANDARD); // takes a moment the first time: not in the first call
                transport.prepareTls();
            }
            return transport;
        };
    }

    private String fullUserAgent() {
        String version = KosmaClient.class.getPackage().getImplementationVersion();
        String sdk = "kosma-sdk-java/" + (version == null ? "dev" : version);
        return userAgent == null ? sdk : userAgent + " " + sdk;
    }
}
