package io.github.kosmasdk.consent;

import io.github.kosmasdk.consent.ConsentDetails.CallWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How many unattended calls of one kind for one account are made in any 24 hours. A call counts from its answer on, which
 * is never before the service has counted it.
 *
 * @param limit how many are allowed
 */
record Quota(int limit) {

    private static final Duration DAY = Duration.ofDays(1);

    /** When the next call is free; empty when it is free now. What closes its kind for no account closes it for all. */
    Optional<Instant> nextFree(List<CallWindow> windows, String call, Optional<String> accountId, Instant now) {
        return windows.stream()
                .filter(window -> isOf(window, call, accountId) || isOf(window, call, Optional.empty()))
                .flatMap(window -> nextFree(window, now).stream())
                .max(Comparator.naturalOrder());
    }

    Optional<Instant> nextFree(CallWindow window, Instant now) {
        List<Instant> recent = recent(window, now);
        Instant free =
                recent.size() < limit ? now : recent.get(recent.size() - limit).plus(DAY);
        Instant open = window.closedUntil().filter(free::isBefore).orElse(free);
        return open.isAfter(now) ? Optional.of(open) : Optional.empty();
    }

    int left(CallWindow window, Instant now) {
        return nextFree(window, now).isPresent()
                ? 0
                : limit - recent(window, now).size();
    }

    static List<CallWindow> counted(List<CallWindow> windows, String call, Optional<String> accountId, Instant now) {
        CallWindow window = take(windows, call, accountId);
        List<Instant> calls = new ArrayList<>(recent(window, now));
        calls.add(now);
        return with(windows, new CallWindow(call, accountId, calls, window.closedUntil()), now);
    }

    /** The service has refused one more: it opens again after a day. */
    static List<CallWindow> closed(List<CallWindow> windows, String call, Optional<String> accountId, Instant now) {
        CallWindow window = take(windows, call, accountId);
        return with(windows, new CallWindow(call, accountId, window.calls(), Optional.of(now.plus(DAY))), now);
    }

    private static CallWindow take(List<CallWindow> windows, String call, Optional<String> accountId) {
        return windows.stream()
                .filter(window -> isOf(window, call, accountId))
                .findFirst()
                .orElse(new CallWindow(call, accountId, List.of(), Optional.empty()));
    }

    /** Windows that say nothing any more are left out, so that accounts that are gone leave no trace. */
    private static List<CallWindow> with(List<CallWindow> windows, CallWindow changed, Instant now) {
        List<CallWindow> all = new ArrayList<>(windows);
        all.removeIf(window -> isOf(window, changed.call(), changed.accountId())
                || (recent(window, now).isEmpty()
                        && window.closedUntil().filter(now::isBefore).isEmpty()));
        all.add(changed);
        return all;
    }

    private static boolean isOf(CallWindow window, String call, Optional<String> accountId) {
        return window.call().equals(call) && window.accountId().equals(accountId);
    }

    private static List<Instant> recent(CallWindow window, Instant now) {
        return window.calls().stream()
                .filter(call -> call.plus(DAY).isAfter(now))
                .sorted()
                .toList();
    }
}
