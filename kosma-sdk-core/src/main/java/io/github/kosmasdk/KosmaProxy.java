package io.github.kosmasdk;

import io.github.kosmasdk.error.KosmaUsageException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A forward proxy that calls go through. The client asks it for a tunnel to the host of the API, and everything else,
 * the handshake and the API token included, happens inside of that tunnel. Names of hosts are looked up by the proxy. The
 * connection to the proxy itself is not encrypted, so that its password crosses your network readable.
 *
 * @param type the protocol
 * @param host its name or address
 * @param port its port
 * @param user as whom to log in to it; empty for no login
 * @param password a secret; empty for no login, and always with {@link Type#SOCKS4}, which knows none
 * @param directHosts hosts that are called without it, {@code *} standing for any text: {@code localhost},
 *     {@code *.example.com}, {@code 10.*}
 */
public record KosmaProxy(
        Type type, String host, int port, Optional<String> user, Optional<String> password, List<String> directHosts) {

    private static final int LONGEST_OF_SOCKS = 255;

    /** Protocols of proxies. */
    public enum Type {
        /** An HTTP proxy that makes tunnels (CONNECT); logs in with basic authentication. */
        HTTP,
        /** SOCKS 4a; logs in with a user and no password. */
        SOCKS4,
        /** SOCKS 5; logs in with user and password. */
        SOCKS5
    }

    /**
     * Checks the parts.
     *
     * @throws KosmaUsageException when one of them cannot be, or user and password do not fit the protocol
     */
    public KosmaProxy {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        directHosts = List.copyOf(directHosts);
        if (host.isBlank() || host.chars().anyMatch(c -> c <= ' ' || c == '/' || c == '@')) {
            throw new KosmaUsageException(
                    "The host of a proxy is a name or an address such as proxy.example.com, without http:// and without"
                            + " user and password");
        }
        host = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        if (port < 1 || port > 65_535) {
            throw new KosmaUsageException("The port of a proxy lies between 1 and 65535, not at " + port);
        }
        checkLogin(type, user, password);
    }

    private static void checkLogin(Type type, Optional<String> user, Optional<String> password) {
        if (type == Type.SOCKS4 ? password.isPresent() : user.isPresent() != password.isPresent()) {
            throw new KosmaUsageException("A proxy of type " + type + " takes "
                    + (type == Type.SOCKS4 ? "a user, but no password" : "user and password, or neither"));
        }
        if (type == Type.HTTP && user.filter(name -> name.contains(":")).isPresent()) {
            throw new KosmaUsageException("The user of an HTTP proxy cannot contain a colon");
        }
        if (type != Type.HTTP
                && Stream.of(user, password).flatMap(Optional::stream).anyMatch(KosmaProxy::unfit)) {
            throw new KosmaUsageException("User and password of a SOCKS proxy are between 1 and " + LONGEST_OF_SOCKS
                    + " printable ASCII characters");
        }
    }

    private static boolean unfit(String text) {
        return text.isEmpty()
                || text.length() > LONGEST_OF_SOCKS
                || !text.chars().allMatch(c -> c >= ' ' && c < 127);
    }

    /**
     * A proxy without login, for all hosts.
     *
     * @param type the protocol
     * @param host its name or address
     * @param port its port
     * @return the proxy
     */
    public static KosmaProxy of(Type type, String host, int port) {
        return new KosmaProxy(type, host, port, Optional.empty(), Optional.empty(), List.of());
    }

    /**
     * The proxy of the JVM's own system properties, for hosts that are called with {@code https}:
     * {@code https.proxyHost} and {@code https.proxyPort}, else {@code socksProxyHost}, {@code socksProxyPort} and
     * {@code socksProxyVersion}, with {@code java.net.socks.username} and {@code java.net.socks.password}. Hosts in
     * {@code http.nonProxyHosts} are called without it, as is this machine when that is not set. The client takes no notice of
     * these properties unless it is given what this returns.
     *
     * @return the proxy, empty when the properties name none
     * @throws KosmaUsageException when they make no sense
     */
    public static Optional<KosmaProxy> system() {
        return of(System.getProperties());
    }

    static Optional<KosmaProxy> of(Properties system) {
        String host = system.getProperty("https.proxyHost", "");
        String socksHost = system.getProperty("socksProxyHost", "");
        if (host.isBlank() && socksHost.isBlank()) {
            return Optional.empty();
        }
        List<String> directHosts = List.of(system.getProperty("http.nonProxyHosts", "localhost|127.*|[::1]")
                .split("\\|"));
        if (!host.isBlank()) {
            int port = port(system, "https.proxyPort", "443");
            return Optional.of(of(Type.HTTP, host, port).withDirectHosts(directHosts));
        }
        Type type = system.getProperty("socksProxyVersion", "5").equals("4") ? Type.SOCKS4 : Type.SOCKS5;
        Optional<String> user = Optional.ofNullable(system.getProperty("java.net.socks.username"));
        Optional<String> password = Optional.ofNullable(system.getProperty("java.net.socks.password"))
                .filter(secret -> type == Type.SOCKS5);
        return Optional.of(
                new KosmaProxy(type, socksHost, port(system, "socksProxyPort", "1080"), user, password, directHosts));
    }

    private static int port(Properties system, String name, String standard) {
        String port = system.getProperty(name, standard);
        try {
            return Integer.parseInt(port);
        } catch (NumberFormatException e) {
            throw new KosmaUsageException("The system property " + name + " is no port: '" + port + "'", e);
        }
    }

    /**
     * The same with a login.
     *
     * @param user as whom to log in
     * @param password a secret
     * @return the changed proxy
     * @throws KosmaUsageException when the protocol knows no password
     */
    public KosmaProxy withLogin(String user, String password) {
        return new KosmaProxy(type, host, port, Optional.of(user), Optional.of(password), directHosts);
    }

    /**
     * The same with other hosts that are called without it.
     *
     * @param directHosts names and addresses as they stand in a URL, {@code *} standing for any text
     * @return the changed proxy
     */
    public KosmaProxy withDirectHosts(List<String> directHosts) {
        return new KosmaProxy(type, host, port, user, password, directHosts);
    }

    /**
     * Whether a host is called through this proxy.
     *
     * @param target the host as it stands in a URL
     * @return {@code false} for one of {@link #directHosts()}
     */
    public boolean leadsTo(String target) {
        return directHosts.stream().noneMatch(pattern -> matches(pattern.strip(), target));
    }

    private static boolean matches(String pattern, String host) {
        String regex = Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(host).matches();
    }

    /** Plain http is for this machine only: through a proxy elsewhere the token would cross the network unencrypted. */
    void checkGoodFor(KosmaEnvironment environment) {
        List<URI> urls = Stream.concat(
                        Stream.of(environment.baseUrl(), environment.authBaseUrl()),
                        environment.bankDirectoryBaseUrl().stream())
                .toList();
        for (URI url : urls) {
            if (url.getScheme().equalsIgnoreCase("http")
                    && leadsTo(url.getHost())
                    && !KosmaEnvironment.isLoopback(host)) {
                throw new KosmaUsageException("The plain http address " + url + " cannot be called through the proxy "
                        + host + ": the token would cross the network unencrypted. Use https, or add " + url.getHost()
                        + " to the hosts that are called without the proxy");
            }
        }
    }

    /** Never shows user or password. */
    @Override
    public String toString() {
        return type + " proxy " + host + ":" + port;
    }
}
