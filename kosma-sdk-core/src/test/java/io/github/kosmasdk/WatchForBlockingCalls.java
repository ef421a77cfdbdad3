package io.github.kosmasdk;

import java.security.SecureRandom;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingOperationError;
import reactor.blockhound.integration.BlockHoundIntegration;

/** Tells {@link BlockingCalls} what BlockHound finds. */
public final class WatchForBlockingCalls implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.blockingMethodCallback(method -> {
                    BlockingOperationError call = new BlockingOperationError(method);
                    BlockingCalls.found(call);
                    throw call;
                })
                // reads /dev/urandom, which is a file but never waits
                .allowBlockingCallsInside(SecureRandom.class.getName(), "nextBytes")
                // once in a JVM: the first call unpacks netty's own library, and building a client does not wait for it
                .allowBlockingCallsInside("io.netty.util.internal.NativeLibraryLoader", "load")
                // Reactor hands a result over to a thread that waits for it, and for that moment shares a lock with it
                .allowBlockingCallsInside(
                        "reactor.core.publisher.BlockingIterable$SubscriberIterator", "signalConsumer")
                // once for a type: answers of a type that are the first at the same time wait until one of them knows
                // how to read it
                .allowBlockingCallsInside(
                        "tools.jackson.databind.deser.DeserializerCache", "_createAndCacheValueDeserializer");
    }
}
