package io.github.kosmasdk.playground;

import io.github.kosmasdk.contract.Exchange;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The playground simulator: a bank-side server with the XS2A API and the Auth API on two origins of the loopback interface.
 *
 * <pre>{@code
 * try (KosmaPlayground playground = KosmaPlayground.start()) {
 *     URI xs2a = playground.baseUrl();
 *     URI auth = playground.authBaseUrl();
 *     String token = playground.token();
 * }
 * }</pre>
 *
 * It may be used by many threads at once.
 */
public final class KosmaPlayground implements AutoCloseable {
    private static final String ANY_TOKEN = "playground-token";
    private static final int MOST_EXCHANGES = 10_000;
    private static final URI XS2A_IN_PROCESS = URI.create("https://xs2a.kosma-playground.invalid");
    private static final URI AUTH_IN_PROCESS = URI.create("https://auth.kosma-playground.invalid");

    private final @Nullable String onlyToken;
    private final Sessions sessions = new Sessions();
    private final Faults faults = new Faults();
    private final Deque<Exchange> exchanges = new ArrayDeque<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Wizard wizard;
    private final Books books;
    private final Consents consents;
    private final InsightsApi insights;
    private final Endpoint xs2aApi;
    private final Endpoint authApi;
    private final @Nullable WireOrigin xs2a;
    private final @Nullable WireOrigin auth;
    private volatile @Nullable URI xs2aLinks;
    private volatile @Nullable URI authLinks;

    /** An answer of {@link #call}; the body is empty when there is none. */
    public record Answer(int status, Map<String, String> headers, String body) {}

    private KosmaPlayground(Builder settings) {
        onlyToken = settings.token;
        books = new Books(settings.clock, settings.transferDuration, settings.abortedTransfersMove);
        consents = new Consents(settings.clock, settings.lenientConsentTokens);
        Results results = new Results(
                settings.clock, new TransactionHistory(settings.seed, settings.transactionsPerAccount), books);
        Payments payments = new Payments(books, results, consents);
        FormFactory forms =
                new FormFactory(settings.formKeys == null ? FormKey.ofEachForm() : FormKey.pool(settings.formKeys));
        Categories categories = new Categories();
        InsightsStorage storage = new InsightsStorage(settings.clock, new Categoriser(categories));
        InsightsRefresh refresh = new InsightsRefresh(storage, results);
        wizard = new Wizard(
                sessions, results, payments, refresh, forms, this::xs2aLinks, this::authLinks, settings.seed);
        AuthApi authHandler = new AuthApi(sessions, wizard, settings.slowDelay);
        ConsentApi consentApi = new ConsentApi(
                consents,
                books,
                results,
                settings.clock,
                this::xs2aLinks,
                settings.unattendedCallsPerDay,
                settings.accountIdsChange);
        Xs2aApi xs2aHandler = new Xs2aApi(sessions, wizard, results, consentApi, this::xs2aLinks, settings.slowDelay);
        insights = new InsightsApi(
                storage,
                categories,
                new ConsentRefreshes(storage, refresh, consentApi, this::xs2aLinks),
                new AutoRefreshes(storage, refresh));
        ApiToken apiToken = new ApiToken(onlyToken);
        Xs2aHost xs2aHost = new Xs2aHost(
                apiToken,
                xs2aHandler,
                insights,
                new BankDirectoryApi(new BankDirectory(settings.seed), apiToken, this::xs2aLinks));
        authApi = new Endpoint(authHandler::handle, call -> () -> {}, this::record);
        xs2aApi = new Endpoint(xs2aHost::handle, consentApi::enter, this::record);
        if (settings.inProcess) {
            xs2a = null;
            auth = null;
            return;
        }
        WireOrigin first = new WireOrigin(Faults.Origin.XS2A, settings.port, xs2aApi, faults);
        try {
            auth = startAuth(settings, authApi);
        } catch (RuntimeException failed) {
            first.close();
            throw failed;
        }
        xs2a = first;
    }

    private WireOrigin startAuth(Builder settings, Endpoint api) {
        if (settings.authPort != null) {
            return authOrigin(settings.authPort, api);
        }
        if (settings.port != 0 && settings.port < 65_535) {
            try {
                return authOrigin(settings.port + 1, api);
            } catch (IllegalStateException taken) {
                return authOrigin(0, api);
            }
        }
        return authOrigin(0, api);
    }

    private WireOrigin authOrigin(int port, Endpoint api) {
        return new WireOrigin(Faults.Origin.AUTH, port, api, faults);
    }

    /** Starts a simulator on two free ports, with default settings. */
    public static KosmaPlayground start() {
        return builder().start();
    }

    /** Settings for a simulator that is not the default one. */
    public static Builder builder() {
        return new Builder();
    }

    /** Where the XS2A API is, without a path. */
    public URI baseUrl() {
        return xs2a == null ? XS2A_IN_PROCESS : xs2a.baseUrl();
    }

    /** Where the Auth API is, without a path. */
    public URI authBaseUrl() {
        return auth == null ? AUTH_IN_PROCESS : auth.baseUrl();
    }

    /**
     * Lets links in answers lead to what stands in front of this simulator, such as a {@link io.github.kosmasdk.faults.TcpFaultProxy}:
     * clients hold links against the origins they were given. Without it links lead to the simulator itself.
     *
     * @param xs2aOrigin where clients reach the XS2A API, without a path
     * @param authOrigin where clients reach the Auth API, without a path
     */
    public void linkTo(URI xs2aOrigin, URI authOrigin) {
        xs2aLinks = xs2aOrigin;
        authLinks = authOrigin;
    }

    private URI xs2aLinks() {
        URI origin = xs2aLinks;
        return origin == null ? baseUrl() : origin;
    }

    private URI authLinks() {
        URI origin = authLinks;
        return origin == null ? authBaseUrl() : origin;
    }

    /**
     * The script that stands in for the launcher of the XS2A App, for the pages of an application that is tried against
     * this playground. It has the same {@code window.XS2A} with the same options and callbacks.
     */
    public URI launcherUrl() {
        return authLinks().resolve(StandInApp.LAUNCHER);
    }

    /** A token that the simulator accepts: the only one when it was set, else an example. */
    public String token() {
        return onlyToken == null ? ANY_TOKEN : onlyToken;
    }

    /** Trouble on demand. */
    public Faults faults() {
        return faults;
    }

    /** The bank's books: the transfers and what became of them. */
    public Books books() {
        return books;
    }

    /** The bank's consents: their tokens and calls, and what happens to them at the bank. */
    public Consents consents() {
        return consents;
    }

    /**
     * Asks without a socket what an HTTP request would be answered; nothing else differs, except that faults and delays belong to
     * the sockets.
     *
     * @param method the HTTP method
     * @param url an address of one of the two APIs, or of the bank's page
     * @param headers the headers of the request
     * @param body the body, or null
     * @throws IllegalArgumentException when the address is none of this simulator's
     */
    public Answer call(String method, URI url, Map<String, String> headers, @Nullable String body) {
        Endpoint api = endpoint(url);
        Map<String, List<String>> lowerCase = new HashMap<>();
        headers.forEach((name, value) -> lowerCase.put(name.toLowerCase(Locale.ROOT), List.of(value)));
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        Call call = Call.of(method, url.getRawPath() + query, lowerCase, body == null ? "" : body);
        Runnable left = api.enter(call);
        try {
            Reply reply = api.answer(call, Endpoint.correlationId(call));
            api.record(url, call, reply);
            return new Answer(reply.status(), reply.headers(), reply.body());
        } finally {
            left.run();
        }
    }

    private Endpoint endpoint(URI url) {
        String origin = url.getScheme() + "://" + url.getRawAuthority();
        if (origin.equals(baseUrl().toString())) {
            return xs2aApi;
        }
        if (origin.equals(authBaseUrl().toString())) {
            return authApi;
        }
        throw new IllegalArgumentException(
                url + " is not of this playground: use " + baseUrl() + " or " + authBaseUrl());
    }

    /**
     * What was asked and answered so far on both origins, in the order of the answers; at most the latest 10,000. Answers that
     * a fault replaced or kept back, and the bank's own page, are no part of it.
     */
    public List<Exchange> exchanges() {
        synchronized (exchanges) {
            return List.copyOf(exchanges);
        }
    }

    /** Forgets all sessions, consents, transfers, stored Insights, faults and exchanges, as if just started. */
    public void reset() {
        faults.clear();
        sessions.clear();
        wizard.reset();
        books.clear();
        consents.clear();
        insights.clear();
        synchronized (exchanges) {
            exchanges.clear();
        }
    }

    /** Stops both origins and lets go of the requests that a fault holds back; does nothing the second time. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            if (xs2a != null && auth != null) {
                xs2a.close();
                auth.close();
            }
            faults.clear();
        }
    }

    boolean isClosed() {
        return closed.get();
    }

    private void record(Exchange exchange) {
        if (AuthApi.isForBrowsers(exchange.url().getPath())) {
            return;
        }
        synchronized (exchanges) {
            if (exchanges.size() == MOST_EXCHANGES) {
                exchanges.removeFirst();
            }
            exchanges.addLast(exchange);
        }
    }

    /** Settings of a simulator; what is not set has a default that suits a test. */
    public static final class Builder {
        private int port;
        private @Nullable Integer authPort;
        private @Nullable String token;
        private Clock clock = Clock.systemDefaultZone();
        private long seed = 1;
        private Duration slowDelay = Duration.ofSeconds(5);
        private int transactionsPerAccount;
        private @Nullable Integer formKeys;
        private boolean inProcess;
        private Duration transferDuration = Duration.ZERO;
        private boolean abortedTransfersMove;
        private boolean lenientConsentTokens;
        private int unattendedCallsPerDay = 4;
        private boolean accountIdsChange;

        private Builder() {}

        /** The port of the XS2A API; 0, the default, takes a free one. */
        public Builder port(int xs2aPort) {
            port = xs2aPort;
            return this;
        }

        /** The port of the Auth API; 0 takes a free one. Not set: the one after {@link #port(int)} if that is set and free. */
        public Builder authPort(int port) {
            authPort = port;
            return this;
        }

        /** The only token that is accepted. Not set: any token is. */
        public Builder token(String onlyToken) {
            if (onlyToken.isBlank()) {
                throw new IllegalArgumentException("the token must not be blank");
            }
            token = onlyToken;
            return this;
        }

        /** What day it is at the bank; the system's clock and zone by default. */
        public Builder clock(Clock bankClock) {
            clock = bankClock;
            return this;
        }

        /** What the transactions and the number of polls of decoupled logins are made from; 1 by default. */
        public Builder seed(long number) {
            seed = number;
            return this;
        }

        /** How long every answer takes once the user {@code slow} has logged in; 5 seconds by default. */
        public Builder slowDelay(Duration delay) {
            slowDelay = delay;
            return this;
        }

        /** How many transactions every account has within 120 days, at least. */
        public Builder transactionsPerAccount(int atLeast) {
            if (atLeast < 0) {
                throw new IllegalArgumentException("the number of transactions must not be negative: " + atLeast);
            }
            transactionsPerAccount = atLeast;
            return this;
        }

        /** How many key pairs the forms share, where logins have to be fast. Not set: each form has its own. */
        public Builder formKeys(int pool) {
            if (pool < 1) {
                throw new IllegalArgumentException("the forms need at least one key pair: " + pool);
            }
            formKeys = pool;
            return this;
        }

        /** Opens no ports: the simulator is reached by {@link KosmaPlayground#call} alone. */
        public Builder inProcess() {
            inProcess = true;
            return this;
        }

        /**
         * How long a transfer takes on the bank's clock from its authorisation until the recipient has it; it is booked at half
         * of it. Zero by default. A {@code preferred_date} after today delays it to the start of that day.
         */
        public Builder transferDuration(Duration duration) {
            if (duration.isNegative()) {
                throw new IllegalArgumentException("a transfer cannot take less than no time: " + duration);
            }
            transferDuration = duration;
            return this;
        }

        /**
         * Moves a transfer also when its flow is aborted, from the moment its account is known: the service gives no guarantee
         * that an abort keeps the money back. By default nothing moves before it is authorised.
         */
        public Builder abortedTransfersMove() {
            abortedTransfersMove = true;
            return this;
        }

        /** Accepts the consent or transfer token before the latest one more time. By default it is refused. */
        public Builder lenientConsentTokens() {
            lenientConsentTokens = true;
            return this;
        }

        /**
         * How often in 24 hours a consent may be used without the consumer, for each account and kind of call; 4 by default.
         */
        public Builder unattendedCallsPerDay(int most) {
            if (most < 1) {
                throw new IllegalArgumentException("a consent needs at least one call a day: " + most);
            }
            unattendedCallsPerDay = most;
            return this;
        }

        /**
         * Gives the accounts of a consent new ids with every call for accounts; those of the calls before are then unknown. By
         * default the ids of its session stay for as long as the consent does.
         */
        public Builder changingAccountIds() {
            accountIdsChange = true;
            return this;
        }

        /**
         * Starts the simulator; it is ready when this returns.
         *
         * @throws IllegalStateException when a port is taken
         */
        public KosmaPlayground start() {
            return new KosmaPlayground(this);
        }
    }
}
