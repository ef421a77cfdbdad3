package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.Flow.State;
import io.github.kosmasdk.playground.Session.Login;
import io.github.kosmasdk.playground.Transfer.Event;
import io.github.kosmasdk.playground.Transfer.Event.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The bank's books: every transfer whose flow was started, what became of it, and the money that moved.
 *
 * <p>A transfer moves when it is authorised: from then on its amount is no longer available. It is executed, which means booked,
 * after half of {@link KosmaPlayground.Builder#transferDuration}. A start that was refused is no transfer. It may be used by
 * many threads at once.
 */
public final class Books {
    private final Clock clock;
    private final Duration duration;
    private final boolean abortedMove;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Entry> byFlow = new HashMap<>();
    private final Map<String, List<Entry>> bySession = new HashMap<>();
    private final Map<String, List<Entry>> byReference = new HashMap<>();
    private final Map<String, List<Entry>> byEndToEnd = new HashMap<>();
    private final Map<AccountKey, Ledger> ledgers = new HashMap<>();
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::position));
    private long position;

    Books(Clock clock, Duration duration, boolean abortedMove) {
        this.clock = clock;
        this.duration = duration;
        this.abortedMove = abortedMove;
    }

    /** A user's account; users with different names share no money. */
    record AccountKey(String user, String number) {}

    /** What moved on an account on top of its made-up history. */
    private static final class Ledger {
        private final List<Posting> postings = new ArrayList<>();
        private final Set<Entry> pending = new LinkedHashSet<>();
        private long booked;
        private long reserved;
    }

    private record Posting(Entry entry, Instant at, boolean credit) {}

    /** Something that happens to a transfer once its time has come. */
    private record Due(Instant at, long position, Entry entry, Kind kind) {}

    private static final class Entry {
        private final String id = Ids.next();
        private final Flow flow;
        private final TransferOrder order;
        private final List<Event> history = new ArrayList<>();
        private Transfer.State state = Transfer.State.STARTED;
        private @Nullable AccountKey payer;
        private @Nullable Account account;
        private @Nullable State flowEnd;
        private long made;
        private long availableBefore;

        Entry(Flow flow, TransferOrder order) {
            this.flow = flow;
            this.order = order;
        }

        private boolean isTakenBack() {
            return state == Transfer.State.REJECTED || state == Transfer.State.CANCELED;
        }

        private boolean has(Kind kind) {
            return history.stream().anyMatch(event -> event.kind() == kind);
        }

        private Transfer toTransfer() {
            return new Transfer(
                    id,
                    flow.id,
                    flow.session.id,
                    payer == null ? "" : payer.user(),
                    account == null ? "" : account.iban() == null ? account.number() : account.iban(),
                    order.amount(),
                    order.currency(),
                    order.recipient(),
                    order.reference(),
                    Optional.ofNullable(order.endToEnd()),
                    state,
                    List.copyOf(history));
        }
    }

    /** All transfers in the order of their start. */
    public synchronized List<Transfer> transfers() {
        settle();
        return entries.values().stream().map(Entry::toTransfer).toList();
    }

    /** The transfer of this id, the {@code transfer_id} of a flow's result. */
    public synchronized Optional<Transfer> transfer(String transferId) {
        settle();
        return Optional.ofNullable(entries.get(transferId)).map(Entry::toTransfer);
    }

    /** The transfer that this flow started. */
    public synchronized Optional<Transfer> ofFlow(String flowId) {
        settle();
        return Optional.ofNullable(byFlow.get(flowId)).map(Entry::toTransfer);
    }

    /** The transfers that were started in this session. */
    public synchronized List<Transfer> ofSession(String sessionId) {
        return told(bySession, sessionId);
    }

    /** The transfers with this {@code reference}. */
    public synchronized List<Transfer> withReference(String reference) {
        return told(byReference, reference);
    }

    /** The transfers with this {@code bank_references.end_to_end}. */
    public synchronized List<Transfer> withEndToEnd(String endToEnd) {
        return told(byEndToEnd, endToEnd);
    }

    /**
     * The bank rejects a transfer that was authorised. One that was executed already comes back as a credit.
     *
     * @throws IllegalStateException when it was never authorised, or is rejected already
     * @throws IllegalArgumentException when there is no transfer of this id
     */
    public synchronized void reject(String transferId) {
        settle();
        Entry entry = entry(transferId);
        if (!entry.has(Kind.AUTHORISED) || entry.isTakenBack()) {
            throw new IllegalStateException("a bank cannot reject a transfer that is " + entry.state);
        }
        reject(entry, clock.instant());
    }

    /**
     * The consumer takes a transfer back at the bank, which is possible as long as it is not booked.
     *
     * @throws IllegalStateException when it is not authorised, or booked already
     * @throws IllegalArgumentException when there is no transfer of this id
     */
    public synchronized void cancel(String transferId) {
        settle();
        Entry entry = entry(transferId);
        if (entry.state != Transfer.State.AUTHORIZED) {
            throw new IllegalStateException("a consumer cannot cancel a transfer that is " + entry.state);
        }
        release(entry);
        note(entry, Kind.CANCELED, Transfer.State.CANCELED, clock.instant());
    }

    /**
     * Checks that every amount is where the transfers say it is: authorised and executed at most once, executed only when
     * authorised, authorised exactly when its flow finished (or, where that is set, was aborted), and balances that are changed
     * by what was executed and came back, and by nothing else. To be asked while no request is under way.
     *
     * @throws AssertionError naming everything that is wrong
     */
    public synchronized void assertBalanced() {
        settle();
        List<String> wrong = new ArrayList<>();
        Map<AccountKey, Long> booked = new HashMap<>();
        Map<AccountKey, Long> reserved = new HashMap<>();
        for (Entry entry : entries.values()) {
            audit(entry, wrong);
            if (entry.payer != null) {
                Transfer transfer = entry.toTransfer();
                long executed = transfer.timesExecuted() - count(entry, Kind.RETURNED);
                long open = transfer.timesAuthorised() - transfer.timesExecuted();
                boolean neverBooked = entry.isTakenBack() && !entry.has(Kind.EXECUTED);
                booked.merge(entry.payer, -executed * entry.order.amount(), Long::sum);
                reserved.merge(entry.payer, neverBooked ? 0 : open * entry.order.amount(), Long::sum);
            }
        }
        ledgers.forEach((account, ledger) -> {
            long posted = ledger.postings.stream()
                    .mapToLong(posting -> (posting.credit ? 1 : -1) * posting.entry.order.amount())
                    .sum();
            expect(wrong, account + " booked", booked.getOrDefault(account, 0L), ledger.booked);
            expect(wrong, account + " sum of transactions", booked.getOrDefault(account, 0L), posted);
            expect(wrong, account + " reserved", reserved.getOrDefault(account, 0L), ledger.reserved);
        });
        if (!wrong.isEmpty()) {
            throw new AssertionError("The books do not balance:\n  " + String.join("\n  ", wrong));
        }
    }

    private void audit(Entry entry, List<String> wrong) {
        String name = "transfer " + entry.id + " (" + entry.state + ")";
        Transfer transfer = entry.toTransfer();
        if (transfer.timesAuthorised() > 1 || transfer.timesExecuted() > 1) {
            wrong.add(name + " was authorised " + transfer.timesAuthorised() + " times and executed "
                    + transfer.timesExecuted() + " times");
        }
        if (transfer.timesExecuted() > transfer.timesAuthorised()) {
            wrong.add(name + " was executed without being authorised");
        }
        State state = entry.flowEnd;
        if (state == State.FINISHED && !transfer.isAuthorised()) {
            wrong.add(name + " was never authorised, but its flow is FINISHED");
        }
        if (transfer.isAuthorised() && state != State.FINISHED && !(abortedMove && state == State.ABORTED)) {
            wrong.add(name + " was authorised, but its flow is " + (state == null ? "running" : state));
        }
        if (transfer.isAuthorised() && entry.availableBefore < entry.order.amount()) {
            wrong.add(name + " is above what was available: " + entry.availableBefore);
        }
    }

    private static void expect(List<String> wrong, String what, long expected, long actual) {
        if (expected != actual) {
            wrong.add(what + ": " + actual + " instead of " + expected);
        }
    }

    private static int count(Entry entry, Kind kind) {
        return (int)
                entry.history.stream().filter(event -> event.kind() == kind).count();
    }

    synchronized void clear() {
        entries.clear();
        byFlow.clear();
        bySession.clear();
        byReference.clear();
        byEndToEnd.clear();
        ledgers.clear();
        due.clear();
    }

    /** A transfer flow was started. */
    synchronized void start(Flow flow, TransferOrder order) {
        Entry entry = new Entry(flow, order);
        note(entry, Kind.STARTED, Transfer.State.STARTED, clock.instant());
        entries.put(entry.id, entry);
        byFlow.put(flow.id, entry);
        index(bySession, flow.session.id, entry);
        index(byReference, order.reference(), entry);
        if (order.endToEnd() != null) {
            index(byEndToEnd, order.endToEnd(), entry);
        }
    }

    /**
     * The consumer chose the account that pays.
     *
     * @param made what the account has available before all transfers
     * @throws FlowFailure when that is not enough
     */
    synchronized void charge(Flow flow, Login login, Account account, long made) {
        Entry entry = ofRunning(flow);
        entry.payer = new AccountKey(login.user(), account.number());
        entry.account = account;
        entry.made = made;
        requireFunds(entry);
    }

    /**
     * The consumer authorised the transfer: now it moves.
     *
     * @return its id
     * @throws FlowFailure when there is no longer enough available
     */
    synchronized String authorise(Flow flow, long made) {
        Entry entry = ofRunning(flow);
        entry.made = made;
        requireFunds(entry);
        move(entry);
        return entry.id;
    }

    /** The flow is at its end, however it came there. */
    synchronized void over(Flow flow, State state) {
        Entry entry = ofRunning(flow);
        entry.flowEnd = state;
        if (state == State.EXCEPTION) {
            note(entry, Kind.DENIED, Transfer.State.DENIED, clock.instant());
        } else if (state == State.ABORTED) {
            note(entry, Kind.ABORTED, Transfer.State.ABORTED, clock.instant());
            if (abortedMove && entry.payer != null && hasFunds(entry)) {
                move(entry);
            }
        }
    }

    synchronized long booked(Login login, Account account) {
        settle();
        Ledger ledger = ledgers.get(new AccountKey(login.user(), account.number()));
        return ledger == null ? 0 : ledger.booked;
    }

    synchronized long reserved(Login login, Account account) {
        settle();
        Ledger ledger = ledgers.get(new AccountKey(login.user(), account.number()));
        return ledger == null ? 0 : ledger.reserved;
    }

    /** The account's transfers as transactions, newest first: what is authorised is pending until it is booked. */
    synchronized List<ObjectNode> transactions(Login login, Account account, LocalDate from, LocalDate to) {
        settle();
        Ledger ledger = ledgers.get(new AccountKey(login.user(), account.number()));
        if (ledger == null) {
            return List.of();
        }
        List<ObjectNode> rows = new ArrayList<>();
        ledger.postings.forEach(posting -> add(rows, posting, false, from, to));
        ledger.pending.forEach(entry ->
                add(rows, new Posting(entry, at(entry, Kind.AUTHORISED), false), true, from, to));
        Collections.reverse(rows);
        return rows;
    }

    private void add(List<ObjectNode> rows, Posting posting, boolean pending, LocalDate from, LocalDate to) {
        LocalDate date = LocalDate.ofInstant(posting.at, clock.getZone());
        if (!date.isBefore(from) && !date.isAfter(to)) {
            rows.add(posting.entry.order.asTransaction(posting.entry.id, date, posting.credit, pending));
        }
    }

    private static Instant at(Entry entry, Kind kind) {
        return entry.history.stream()
                .filter(event -> event.kind() == kind)
                .findFirst()
                .orElseThrow()
                .at();
    }

    private boolean hasFunds(Entry entry) {
        settle();
        Ledger ledger = ledger(Objects.requireNonNull(entry.payer));
        entry.availableBefore = entry.made + ledger.booked - ledger.reserved;
        return entry.availableBefore >= entry.order.amount();
    }

    private void requireFunds(Entry entry) {
        if (!hasFunds(entry)) {
            throw new FlowFailure(
                    "USER.TRANSFER_DENIED.INSUFFICIENT_FUNDS",
                    "The account has less available than the transfer needs");
        }
    }

    private void move(Entry entry) {
        Instant now = clock.instant();
        note(entry, Kind.AUTHORISED, Transfer.State.AUTHORIZED, now);
        Ledger ledger = ledger(Objects.requireNonNull(entry.payer));
        ledger.reserved += entry.order.amount();
        ledger.pending.add(entry);
        Instant begin = now;
        LocalDate date = entry.order.preferredDate();
        if (date != null && date.isAfter(LocalDate.ofInstant(now, clock.getZone()))) {
            begin = date.atStartOfDay(clock.getZone()).toInstant();
        }
        Instant half = begin.plus(duration.dividedBy(2));
        if (entry.payer.user().equals(Payments.LATER_REJECTED)) {
            due.add(new Due(half, position++, entry, Kind.REJECTED));
        } else {
            due.add(new Due(half, position++, entry, Kind.EXECUTED));
            due.add(new Due(begin.plus(duration), position++, entry, Kind.CREDITED));
        }
        settle();
    }

    /** What was due until now has happened. */
    private void settle() {
        Instant now = clock.instant();
        for (Due next = due.peek(); next != null && !next.at.isAfter(now); next = due.peek()) {
            due.remove();
            if (!next.entry.isTakenBack()) {
                happen(next);
            }
        }
    }

    private void happen(Due next) {
        Entry entry = next.entry;
        Ledger ledger = ledger(Objects.requireNonNull(entry.payer));
        switch (next.kind) {
            case EXECUTED -> {
                release(entry);
                ledger.booked -= entry.order.amount();
                ledger.postings.add(new Posting(entry, next.at, false));
                note(entry, Kind.EXECUTED, Transfer.State.COMPLETED_DEBTOR, next.at);
            }
            case CREDITED -> note(entry, Kind.CREDITED, Transfer.State.COMPLETED_CREDITOR, next.at);
            default -> reject(entry, next.at);
        }
    }

    private void reject(Entry entry, Instant at) {
        Ledger ledger = ledger(Objects.requireNonNull(entry.payer));
        note(entry, Kind.REJECTED, Transfer.State.REJECTED, at);
        if (entry.has(Kind.EXECUTED)) {
            ledger.booked += entry.order.amount();
            ledger.postings.add(new Posting(entry, at, true));
            note(entry, Kind.RETURNED, Transfer.State.REJECTED, at);
        } else {
            release(entry);
        }
    }

    private void release(Entry entry) {
        Ledger ledger = ledger(Objects.requireNonNull(entry.payer));
        ledger.pending.remove(entry);
        ledger.reserved -= entry.order.amount();
    }

    private Entry entry(String transferId) {
        Entry entry = entries.get(transferId);
        if (entry == null) {
            throw new IllegalArgumentException("there is no transfer with the id " + transferId);
        }
        return entry;
    }

    private static void note(Entry entry, Kind kind, Transfer.State state, Instant at) {
        entry.history.add(new Event(at, kind));
        entry.state = state;
    }

    private Entry ofRunning(Flow flow) {
        return Objects.requireNonNull(byFlow.get(flow.id), "a transfer flow without a transfer");
    }

    private Ledger ledger(AccountKey account) {
        return ledgers.computeIfAbsent(account, key -> new Ledger());
    }

    private List<Transfer> told(Map<String, List<Entry>> index, String key) {
        settle();
        return index.getOrDefault(key, List.of()).stream()
                .map(Entry::toTransfer)
                .toList();
    }

    private static void index(Map<String, List<Entry>> index, String key, Entry entry) {
        index.computeIfAbsent(key, ignored -> new ArrayList<>()).add(entry);
    }
}
