package io.github.kosmasdk.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.KosmaEnvironment;
import io.github.kosmasdk.PollingPolicy;
import io.github.kosmasdk.ResiliencePolicy;
import io.github.kosmasdk.account.AccountTarget;
import io.github.kosmasdk.auth.ReactiveAuthClient;
import io.github.kosmasdk.flow.ClientToken;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.flow.ReactiveFlowsClient;
import io.github.kosmasdk.internal.http.FaultyWire;
import io.github.kosmasdk.internal.http.Pipeline;
import io.github.kosmasdk.internal.http.Timing;
import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.playground.Transfer;
import io.github.kosmasdk.session.AspspAccess;
import io.github.kosmasdk.session.BankChoice;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.SessionRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * One payment over a wire on which anything can happen, decided by a seed. In the end what the SDK says of the payment
 * is held against the books of the bank; then the faults stop, and what was unknown has to become known.
 */
final class FaultSchedule {

    private static final SessionRequest SESSION = SessionRequest.builder(new Psu("Browser/1", "203.0.113.17"))
            .selectedBank(BankChoice.of("DE", "88888888"))
            .aspspAccess(AspspAccess.FORCE_PSD2)
            .redirectReturnUrl(URI.create("https://shop.example/return"))
            .build();
    private static final String REFERENCE = "Order 4711";
    private static final String PAYER = "DE43000000005686751168";
    private static final Amount SMALL = new Amount(129, "EUR");
    private static final Amount MORE_THAN_THERE_IS = new Amount(999_999_999, "EUR");
    private static final double[] RATES = {0, 0.05, 0.2, 0.5, 0.9};
    private static final Duration WITHIN = Duration.ofMinutes(5);
    private static final Duration UNTIL_ALL_HAS_ARRIVED = Duration.ofMinutes(10);

    private final KosmaPlayground bank;
    private final Random dice;
    private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    private final FaultyWire wire;
    private final ScriptedConsumer consumer;
    private final List<PaymentHandle> kept = new ArrayList<>();

    /** What a schedule came to: the outcome at first, and once the faults had stopped. */
    record Report(long seed, PaymentResult first, PaymentResult last, FaultyWire wire) {}

    FaultSchedule(KosmaPlayground bank, long seed) {
        this.bank = bank;
        this.dice = new Random(seed);
        this.wire =
                new FaultyWire(bank, clock, dice, RATES[dice.nextInt(RATES.length)], dice.nextInt(4) == 0 ? 0 : 0.9);
        this.consumer = new ScriptedConsumer(bank, clock, ScriptedConsumer.Kind.any(dice));
    }

    static Report run(KosmaPlayground bank, long seed) {
        bank.reset();
        try {
            return new FaultSchedule(bank, seed).run(seed);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "schedule " + seed + " (-Dkosma.seed=" + seed + " runs it alone): " + e.getMessage(), e);
        }
    }

    private Report run(long seed) {
        Pipeline pipeline = pipeline();
        consumer.use(new ReactiveAuthClient(pipeline));
        PaymentResult first = await(
                new ReactivePaymentsClient(pipeline).pay(SESSION, transfer(), this::keep, consumer::authorise, WITHIN));
        isTrueSoFar(first);

        wire.heal();
        clock.advanceTimeBy(UNTIL_ALL_HAS_ARRIVED);
        isTrue(first);
        PaymentResult last = first instanceof PaymentResult.OutcomeUnknown unknown ? resolve(unknown) : first;
        isTrue(last);
        assertThat(last).isNotInstanceOf(PaymentResult.OutcomeUnknown.class);
        bank.books().assertBalanced();
        return new Report(seed, first, last, wire);
    }

    private TransferRequest transfer() {
        return TransferRequest.builder()
                .source(AccountTarget.iban(PAYER))
                .amount(dice.nextInt(12) == 0 ? MORE_THAN_THERE_IS : SMALL)
                .reference(REFERENCE)
                .to(Recipient.iban("Example Shop GmbH", "DE89370400440532013000"))
                .build();
    }

    private Mono<Void> keep(PaymentHandle handle) {
        return Mono.fromRunnable(() -> kept.add(handle));
    }

    /** Another machine goes on, with a handle that was kept; whoever waits for the consumer either gets them or gives up. */
    private PaymentResult resolve(PaymentResult.OutcomeUnknown unknown) {
        Pipeline elsewhere = pipeline();
        ReactivePaymentsClient payments = new ReactivePaymentsClient(elsewhere);
        PaymentHandle stored = dice.nextBoolean() ? unknown.handle() : kept.get(dice.nextInt(kept.size()));
        PaymentResult again = await(payments.resolve(PaymentHandle.fromJson(stored.toJson()), WITHIN));
        isTrue(again);
        if (!(again instanceof PaymentResult.OutcomeUnknown waiting)) {
            return again;
        }
        ReactiveFlowsClient flows = new ReactiveFlowsClient(elsewhere);
        FlowStatus<TransferResult> status =
                await(flows.read(waiting.handle().flow().orElseThrow()));
        assertThat(status).isInstanceOf(FlowStatus.ConsumerInputNeeded.class);
        ClientToken token = status.flow().clientToken();
        Mono<Void> goOn = dice.nextBoolean()
                ? consumer.comesBack(new ReactiveAuthClient(elsewhere), token)
                : flows.abort(status.flow());
        await(goOn.thenReturn(true));
        return await(payments.resolve(waiting.handle(), WITHIN));
    }

    private void isTrueSoFar(PaymentResult result) {
        List<Transfer> started = bank.books().withReference(REFERENCE);
        assertThat(started).as("transfers started").hasSizeLessThanOrEqualTo(1);
        if (result instanceof PaymentResult.Initiated) {
            assertThat(started)
                    .hasSize(1)
                    .allSatisfy(transfer -> assertThat(transfer.timesAuthorised())
                            .as("authorised")
                            .isEqualTo(1));
        }
    }

    /** Holds what is said against the books, now that nothing is on its way any more. */
    private void isTrue(PaymentResult result) {
        isTrueSoFar(result);
        if (result instanceof PaymentResult.Denied denied) {
            assertThat(bank.books().withReference(REFERENCE)).as("%s", denied).allSatisfy(transfer -> {
                assertThat(transfer.timesAuthorised()).as("authorised").isZero();
                assertThat(transfer.state()).isIn(Transfer.State.DENIED, Transfer.State.ABORTED);
            });
        }
    }

    private Pipeline pipeline() {
        return new Pipeline(
                new Pipeline.Settings(
                        new KosmaEnvironment(bank.baseUrl(), bank.authBaseUrl()),
                        () -> "token",
                        Duration.ofSeconds(30),
                        ResiliencePolicy.STANDARD,
                        PollingPolicy.STANDARD,
                        "test/1"),
                wire,
                new Timing(clock, dice::nextDouble));
    }

    private <T> T await(Mono<T> call) {
        List<T> value = new ArrayList<>();
        List<Throwable> failure = new ArrayList<>();
        call.subscribe(value::add, failure::add);
        for (int second = 0; second < 1_800 && value.isEmpty() && failure.isEmpty(); second++) {
            clock.advanceTimeBy(Duration.ofSeconds(1));
        }
        assertThat(failure).isEmpty();
        assertThat(value).as("ends").hasSize(1);
        return value.get(0);
    }
}
