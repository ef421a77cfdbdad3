package io.github.kosmasdk.spring.autoconfigure;

import io.github.kosmasdk.KosmaReactiveClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/** Warms a client up when the application has started: not while it does, when it needs the processors itself. */
final class WarmUp implements ApplicationListener<ApplicationReadyEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    private final KosmaReactiveClient client;

    WarmUp(KosmaReactiveClient client) {
        this.client = client;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        client.warmUp()
                .subscribe(
                        nothing -> {},
                        failure -> LOG.error("The Kosma client cannot be loaded; every call will fail", failure));
    }
}
