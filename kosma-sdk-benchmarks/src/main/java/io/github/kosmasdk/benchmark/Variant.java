package io.github.kosmasdk.benchmark;

import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import java.util.Locale;
import java.util.function.Function;

/** The ways of making a call that are compared. */
public enum Variant {
    /** reactor-netty and Jackson's databind, decoded from the buffer: what all others are compared with. */
    RAW(server -> new RawCaller(server, ObservationRegistry.NOOP)),
    /** The same, observed as the SDK observes: the call, and the attempt inside of it. */
    RAW_OBSERVED(server -> new RawCaller(server, SdkCaller.listening())),
    /** The SDK, blocking. */
    SDK(server -> new SdkCaller(server, false)),
    /** The SDK, blocking, its calls observed. */
    SDK_OBSERVED(server -> new SdkCaller(server, true)),
    /** The SDK, reactive. */
    SDK_REACTIVE(server -> new ReactiveSdkCaller(server, false)),
    /** The SDK, reactive, its calls observed. */
    SDK_REACTIVE_OBSERVED(server -> new ReactiveSdkCaller(server, true)),
    /** Spring's RestClient over reactor-netty. */
    REST_CLIENT_NETTY(SpringCallers::restClientOverNetty),
    /** Spring's RestClient over Apache HttpComponents 5. */
    REST_CLIENT_HC5(SpringCallers::restClientOverHttpComponents),
    /** Spring's WebClient over reactor-netty. */
    WEB_CLIENT(SpringCallers::webClient),
    /** The HTTP client of the JDK. */
    JDK(JdkCaller::new),
    /** OkHttp. */
    OK_HTTP(OkHttpCaller::new),
    /** What openapi-generator makes of our description, for the HTTP client of the JDK. */
    GENERATED_JDK(GeneratedCallers::overJdk),
    /** What openapi-generator makes of our description, for WebClient. */
    GENERATED_WEB_CLIENT(GeneratedCallers::overWebClient);

    private final Function<URI, Caller> made;

    Variant(Function<URI, Caller> made) {
        this.made = made;
    }

    /** Makes one, for the API that begins at a URL. */
    Caller calling(URI server) {
        return made.apply(server);
    }

    /** As it stands in tables. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
