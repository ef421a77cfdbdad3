package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.samples.SimulatorInside;
import io.github.kosmasdk.spring.KosmaConnectionDetails;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says where to look. */
@Component
class StartMessage {

    private static final Logger LOG = LoggerFactory.getLogger(StartMessage.class);

    private final KosmaConnectionDetails connection;
    private final ObjectProvider<SimulatorInside> simulator;
    private final Environment environment;

    StartMessage(
            KosmaConnectionDetails connection, ObjectProvider<SimulatorInside> simulator, Environment environment) {
        this.connection = connection;
        this.simulator = simulator;
        this.environment = environment;
    }

    @EventListener
    void started(WebServerInitializedEvent event) {
        LOG.info(
                "bank-connect is at http://{}:{}{} ({}XS2A API on {})",
                environment.getProperty("server.address", "localhost"),
                event.getWebServer().getPort(),
                environment.getProperty("server.servlet.context-path", "/"),
                simulator.getIfAvailable() == null ? "" : "simulator inside, ",
                connection.environment().baseUrl());
    }
}
