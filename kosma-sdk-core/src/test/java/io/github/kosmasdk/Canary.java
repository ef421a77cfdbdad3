package io.github.kosmasdk;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * Listens to everything a program tells: all loggers at TRACE with MDC and stack traces, and what it is given to hear.
 * Then says which secrets were told, and where.
 */
public final class Canary implements AutoCloseable {

    /** The simulator and its web server run in this process too, and are no part of the client. */
    private static final List<String> NOT_OF_THE_CLIENT = List.of(
            "wiremock.",
            "org.wiremock.",
            "org.eclipse.jetty.",
            "com.networknt.",
            "io.github.kosmasdk.playground",
            "io.github.kosmasdk.contract");

    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private final Logger root = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final List<Appender<ILoggingEvent>> silenced = new ArrayList<>();
    private final Appender<ILoggingEvent> ear = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (NOT_OF_THE_CLIENT.stream().noneMatch(event.getLoggerName()::startsWith)) {
                told.add("log " + event.getLoggerName() + " " + event.getFormattedMessage() + " "
                        + event.getMDCPropertyMap() + " "
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())));
            }
        }
    };

    private Canary() {}

    /** Listens from now on, until it is closed. */
    public static Canary listening() {
        Canary canary = new Canary();
        for (Iterator<Appender<ILoggingEvent>> all = canary.root.iteratorForAppenders(); all.hasNext(); ) {
            canary.silenced.add(all.next());
        }
        canary.silenced.forEach(canary.root::detachAppender);
        canary.ear.setContext(canary.root.getLoggerContext());
        canary.ear.start();
        canary.root.addAppender(canary.ear);
        canary.root.setLevel(Level.TRACE);
        return canary;
    }

    /** Hears what a value tells of itself. */
    public <T> T hears(T value) {
        told.add("toString " + value.getClass().getName() + " " + value);
        return value;
    }

    /** Hears everything that an exception can tell: message, causes, stack trace, and what is left of it on the wire. */
    public <T extends Throwable> T hearsFailure(T failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        told.add("stack trace " + trace);
        told.add("serialised " + failure.getClass().getName() + " " + serialised(failure));
        return failure;
    }

    private static String serialised(Throwable failure) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(failure);
        } catch (NotSerializableException e) {
            return bytes.toString(StandardCharsets.UTF_8); // a cause of a library; what was written before it counts
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Hears everything that is observed, as those who make metrics and spans of it do. */
    public ObservationRegistry observations() {
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(observationHandler());
        return registry;
    }

    /** Hears the same of a registry that is there already. */
    public ObservationHandler<Observation.Context> observationHandler() {
        return new ObservationHandler<>() {
            @Override
            public void onStop(Observation.Context context) {
                told.add("observation " + context + " " + context.getContextualName());
                if (context.getError() != null) {
                    hearsFailure(context.getError());
                }
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }
        };
    }

    /** Hears any other text. */
    public void hears(String where, String text) {
        told.add(where + " " + text);
    }

    /** How much was heard from a logger or a place. */
    public long linesFrom(String start) {
        return told.stream().filter(line -> line.startsWith(start)).count();
    }

    /** What was told although it is a secret: each with a part of the place where it was told. */
    public List<String> toldOf(Collection<String> secrets) {
        return secrets.stream()
                .distinct()
                .flatMap(secret -> told.stream()
                        .map(line -> around(line, secret))
                        .filter(Objects::nonNull)
                        .limit(1))
                .toList();
    }

    private static String around(String line, String secret) {
        int at = line.indexOf(secret);
        return at < 0
                ? null
                : secret + " in: " + line.substring(0, Math.min(60, line.length())) + " ... "
                        + line.substring(Math.max(0, at - 60), Math.min(line.length(), at + secret.length() + 20));
    }

    @Override
    public void close() {
        root.detachAppender(ear);
        root.setLevel(before);
        silenced.forEach(root::addAppender);
    }

    /** The longest parts of texts, for readers of links. */
    static Stream<String> idsIn(String link) {
        return Stream.of(link.split("[/?&=#:]")).filter(part -> part.length() >= 12 && part.matches(".*[0-9].*"));
    }
}
