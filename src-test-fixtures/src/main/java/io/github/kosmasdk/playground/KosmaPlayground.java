package io.github.kosmasdk.playground;

import io.github.kosmasdk.contract.Exchange;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
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

    private final @Nullable String onlyToken;
    private final Sessions sessions = new Sessions();
    private final Faults faults = new Faults();
    private final Deque<Exchange> exchanges = new ArrayDeque<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Wizard wizard;
    private final WireOrigin xs2a;
    private final WireOrigin auth;

    private KosmaPlayground(Builder settings) {
        onlyToken = settings.token;
        FormKey.prepare();
        Results results =
                new Results(settings.clock, new TransactionHistory(settings.seed, settings.transactionsPerAccount));
        wizard = new Wizard(sessions, results, this::baseUrl, this::authBaseUrl, settings.seed);
        AuthApi authApi = new AuthApi(sessions, wizard, settings.slowDelay);
        Xs2aApi xs2aApi = new Xs2aApi(sessions, wizard, results, this::baseUrl, onlyToken, settings.slowDelay);
        xs2a = new WireOrigin(Faults.Origin.XS2A, settings.port, xs2aApi::handle, faults, this::record);
        try {
            auth = startAuth(settings, authApi);
        } catch (RuntimeException failed) {
            xs2a.close();
            throw failed;
        }
    }

    private WireOrigin startAuth(Builder settings, AuthApi api) {
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

    private WireOrigin authOrigin(int port, AuthApi api) {
        return new WireOrigin(Faults.Origin.AUTH, port, api::handle, faults, this::record);
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
        return xs2a.baseUrl();
    }

    /** Where the Auth API is, without a path. */
    public URI authBaseUrl() {
        return auth.baseUrl();
    }

    /** A token that the simulator accepts: the only one when it was set, else an example. */
    public String token() {
        return onlyToken == null ? ANY_TOKEN : onlyToken;
    }

    /** Trouble on demand. */
    public Faults faults() {
        return faults;
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

    /** Forgets all sessions, faults and exchanges, as if just started. */
    public void reset() {
        faults.clear();
        sessions.clear();
        wizard.reset();
        synchronized (exchanges) {
            exchanges.clear();
        }
    }

    /** Stops both origins and lets go of the requests that a fault holds back; does nothing the second time. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            xs2a.close();
            auth.close();
            faults.clear();
        }
    }

    boolean isClosed() {
        return closed.get();
    }

    private void record(Exchange exchange) {
        if (exchange.url().getPath().startsWith(AuthApi.BANK_PAGE)) {
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
