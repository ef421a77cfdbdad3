package io.github.kosmasdk.benchmark;

import io.github.kosmasdk.KosmaReactiveClient;
import io.github.kosmasdk.account.NextPage;
import io.github.kosmasdk.account.TransactionsResult;
import io.github.kosmasdk.flow.Flow;
import java.net.URI;
import java.util.Objects;

/** The reactive face of the SDK, waited for as the raw calls are. */
final class ReactiveSdkCaller implements Caller {

    private final KosmaReactiveClient kosma;
    private final Flow<TransactionsResult> flow;
    private final NextPage next;

    ReactiveSdkCaller(URI server, boolean observed) {
        kosma = SdkCaller.builder(server, observed).buildReactive();
        flow = SdkCaller.flowAt(server);
        next = SdkCaller.nextPageAt(server);
    }

    @Override
    public Object flow() {
        return Objects.requireNonNull(kosma.flows().read(flow).block());
    }

    @Override
    public Object page() {
        return Objects.requireNonNull(kosma.accounts().nextPage(next).block());
    }

    @Override
    public void close() {
        kosma.close();
    }
}
