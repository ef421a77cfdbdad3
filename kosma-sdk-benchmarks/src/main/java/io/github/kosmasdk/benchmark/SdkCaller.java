package io.github.kosmasdk.benchmark;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.KosmaClientBuilder;
import io.github.kosmasdk.account.AccountFlows;
import io.github.kosmasdk.account.NextPage;
import io.github.kosmasdk.account.TransactionsResult;
import io.github.kosmasdk.flow.ClientToken;
import io.github.kosmasdk.flow.Flow;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.net.URI;

/** The SDK as it comes. */
final class SdkCaller implements Caller {

    private final KosmaClient kosma;
    private final Flow<TransactionsResult> flow;
    private final NextPage next;

    SdkCaller(URI server, boolean observed) {
        kosma = builder(server, observed).build();
        flow = flowAt(server);
        next = nextPageAt(server);
    }

    static KosmaClientBuilder builder(URI server, boolean observed) {
        KosmaClientBuilder builder =
                KosmaClient.builder().environment(server, server).token(TOKEN);
        return observed ? builder.observationRegistry(listening()) : builder;
    }

    static Flow<TransactionsResult> flowAt(URI server) {
        return new Flow<>(AccountFlows.TRANSACTIONS, "flow", new ApiLink(server + FLOW), new ClientToken("client"));
    }

    static NextPage nextPageAt(URI server) {
        return new NextPage(new ApiLink(server + LIST), OFFSET);
    }

    /** A registry with a handler that does nothing, so that what is measured is the part of whoever observes. */
    static ObservationRegistry listening() {
        ObservationRegistry registry = ObservationRegistry.create();
        ObservationHandler<Observation.Context> nothing = context -> true;
        registry.observationConfig().observationHandler(nothing);
        return registry;
    }

    @Override
    public Object flow() {
        return kosma.flows().read(flow);
    }

    @Override
    public Object page() {
        return kosma.accounts().nextPage(next);
    }

    @Override
    public void close() {
        kosma.close();
    }
}
