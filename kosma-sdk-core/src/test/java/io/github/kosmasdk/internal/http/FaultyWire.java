package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.internal.json.Bodies;
import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.playground.KosmaPlayground.Answer;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * A wire to a playground in the same process on which anything can happen to a request and to its answer, as the dice of
 * one schedule say. Time is the scheduler's, so that a late request costs nothing.
 */
public final class FaultyWire implements Transport {

    /** What can happen to one request. */
    public enum Fault {
        /** Nothing. */
        NONE,
        /** The connection is refused: no byte leaves. */
        NEVER_LEFT,
        /** The connection breaks before the service got the request. */
        LOST_REQUEST,
        /** The service acts on it, and the connection breaks before the answer. */
        LOST_ANSWER,
        /** The service gets it up to two minutes later, long after the client gave up. */
        LATE_REQUEST,
        /** The answer takes up to a minute. */
        LATE_ANSWER,
        /** 503 from something in front of the service, which never gets it. */
        BUSY,
        /** The service acts on it, and something in front of it answers with a page of its own. */
        BAD_GATEWAY,
        /** The service acts on it, and the answer is no JSON. */
        GARBAGE,
        /** The service acts on it, and the answer is cut short. */
        TRUNCATED,
        /** Something in between sends it twice; the first answer comes through. */
        TWICE_FIRST_ANSWER,
        /** Something in between sends it twice; the second answer comes through. */
        TWICE_SECOND_ANSWER
    }

    private static final Fault[] FAULTS = Fault.values();
    private static final int LONGEST_LATE_REQUEST_MILLIS = 120_000;
    private static final int LONGEST_LATE_ANSWER_MILLIS = 60_000;

    private final KosmaPlayground bank;
    private final Scheduler clock;
    private final Random dice;
    private final Map<Fault, Integer> happened = new ConcurrentHashMap<>();
    private double rate;
    private double rateOfStarts;

    /**
     * Creates it.
     *
     * @param bank who answers
     * @param clock the time
     * @param dice what happens
     * @param rate how often something happens to a request, from 0 to 1
     * @param rateOfStarts how often something happens to the start of a transfer
     */
    public FaultyWire(KosmaPlayground bank, Scheduler clock, Random dice, double rate, double rateOfStarts) {
        this.bank = bank;
        this.clock = clock;
        this.dice = dice;
        this.rate = rate;
        this.rateOfStarts = rateOfStarts;
    }

    /** From now on nothing happens any more; what is still on its way arrives. */
    public void heal() {
        rate = 0;
        rateOfStarts = 0;
    }

    /** What happened, how often. */
    public Map<Fault, Integer> happened() {
        return happened;
    }

    @Override
    public <R> Mono<R> exchange(Request request, AnswerReader<R> reader) {
        return Mono.defer(() -> {
            Fault fault = next(request);
            happened.merge(fault, 1, Integer::sum);
            if (fault != Fault.NEVER_LEFT) {
                request.departure().leave(Mono.empty());
            }
            return switch (fault) {
                case NONE -> read(send(request), reader);
                case NEVER_LEFT -> Mono.error(new ConnectException("refused"));
                case LOST_REQUEST -> Mono.error(new IOException("reset"));
                case LOST_ANSWER -> {
                    send(request);
                    yield Mono.error(new IOException("reset"));
                }
                case LATE_REQUEST -> {
                    clock.schedule(
                            () -> send(request), dice.nextInt(LONGEST_LATE_REQUEST_MILLIS), TimeUnit.MILLISECONDS);
                    yield Mono.never();
                }
                case LATE_ANSWER -> {
                    Answer answer = send(request);
                    yield Mono.delay(Duration.ofMillis(dice.nextInt(LONGEST_LATE_ANSWER_MILLIS)), clock)
                            .then(read(answer, reader));
                }
                case BUSY -> read(new Answer(503, Map.of(), "<html>busy</html>"), reader);
                case BAD_GATEWAY -> {
                    send(request);
                    yield read(new Answer(502, Map.of(), "<html>bad gateway</html>"), reader);
                }
                case GARBAGE -> read(new Answer(send(request).status(), Map.of(), "\u0000\u0001 no JSON"), reader);
                case TRUNCATED -> {
                    Answer whole = send(request);
                    int length = (int) (whole.body().length() * dice.nextDouble());
                    yield read(
                            new Answer(
                                    whole.status(),
                                    whole.headers(),
                                    whole.body().substring(0, length)),
                            reader);
                }
                case TWICE_FIRST_ANSWER -> {
                    Answer first = send(request);
                    send(request);
                    yield read(first, reader);
                }
                case TWICE_SECOND_ANSWER -> {
                    send(request);
                    yield read(send(request), reader);
                }
            };
        });
    }

    private Fault next(Request request) {
        boolean startsTransfer = request.uri().getPath().endsWith("/flows/transfer");
        return dice.nextDouble() < (startsTransfer ? rateOfStarts : rate)
                ? FAULTS[1 + dice.nextInt(FAULTS.length - 1)]
                : Fault.NONE;
    }

    private Answer send(Request request) {
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
        byte[] body = request.body();
        return bank.call(
                request.method().name(),
                request.uri(),
                headers,
                body == null ? null : new String(body, StandardCharsets.UTF_8));
    }

    private static <R> Mono<R> read(Answer answer, AnswerReader<R> reader) {
        DefaultHttpHeaders headers = new DefaultHttpHeaders();
        answer.headers().forEach(headers::set);
        return Mono.fromCallable(() -> reader.read(answer.status(), headers, Bodies.of(answer.body())));
    }

    @Override
    public void close() {}
}
