package io.github.kosmasdk.faultmatrix;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Counts the attempts of calls as the wire log tells them. */
final class Attempts extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger netty = (Logger) LoggerFactory.getLogger("reactor.netty");
    private final Level nettyBefore = netty.getLevel();
    private final Logger wire = (Logger) LoggerFactory.getLogger("io.github.kosmasdk.wire");
    private final Level before = wire.getLevel();
    private final boolean additive = wire.isAdditive();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    Attempts() {
        start();
        wire.addAppender(this);
        wire.setAdditive(false);
        wire.setLevel(Level.DEBUG);
        netty.setLevel(Level.ERROR); // it warns of every connection that breaks, and here nearly all do
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getFormattedMessage());
    }

    /** Of the calls at this origin. */
    long of(Kind kind, String origin) {
        return lines.stream()
                .filter(line -> line.startsWith(kind.operation + " ") && line.contains(origin))
                .count();
    }

    @Override
    public void close() {
        netty.setLevel(nettyBefore);
        wire.setLevel(before);
        wire.setAdditive(additive);
        wire.detachAppender(this);
        stop();
    }
}
