package io.github.kosmasdk.internal.http;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Collects what Reactor and reactor-netty write to the log as warnings and errors. */
final class LogOfReactor implements AutoCloseable {

    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("reactor");

    private final ListAppender<ILoggingEvent> written = new ListAppender<>();

    LogOfReactor() {
        written.start();
        LOGGER.addAppender(written);
    }

    List<String> lines() {
        synchronized (written) {
            return written.list.stream()
                    .filter(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
                    .map(line -> line.getFormattedMessage()
                            + (line.getThrowableProxy() == null
                                    ? ""
                                    : ": " + line.getThrowableProxy().getMessage()))
                    .toList();
        }
    }

    @Override
    public void close() {
        LOGGER.detachAppender(written);
    }
}
