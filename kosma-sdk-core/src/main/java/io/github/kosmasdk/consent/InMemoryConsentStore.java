package io.github.kosmasdk.consent;

import io.github.kosmasdk.error.KosmaUsageException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Keeps consents as long as the process lives: for tests, and for trying things out. */
public final class InMemoryConsentStore implements ConsentStore {

    private final TreeMap<String, StoredConsent> consents = new TreeMap<>();

    /** An empty store. */
    public InMemoryConsentStore() {}

    @Override
    public synchronized void insert(StoredConsent consent) {
        if (consents.putIfAbsent(consent.id(), consent) != null) {
            throw new KosmaUsageException("There is a consent with the id " + consent.id() + " already");
        }
    }

    @Override
    public synchronized Optional<StoredConsent> find(String id) {
        return Optional.ofNullable(consents.get(id));
    }

    @Override
    public synchronized List<StoredConsent> list(ConsentQuery query) {
        return query.afterId().map(id -> consents.tailMap(id, false)).orElse(consents).values().stream()
                .filter(consent -> isAskedFor(consent, query))
                .limit(query.limit())
                .toList();
    }

    @Override
    public synchronized Map<ConsentState, Long> countByState() {
        return consents.values().stream().collect(Collectors.groupingBy(StoredConsent::state, Collectors.counting()));
    }

    private static boolean isAskedFor(StoredConsent consent, ConsentQuery query) {
        return (query.psuReference().isEmpty() || query.psuReference().equals(consent.psuReference()))
                && (query.customerReference().isEmpty()
                        || query.customerReference().equals(consent.customerReference()))
                && (query.bank().isEmpty() || query.bank().equals(consent.bank()))
                && (query.states().isEmpty() || query.states().contains(consent.state()))
                && query.refreshDueBy()
                        .map(by -> !consent.refreshDueAt().isAfter(by))
                        .orElse(true);
    }

    @Override
    public synchronized Optional<StoredConsent> acquire(String id, String holder, Instant now, Instant until) {
        return find(id).filter(consent -> consent.lease()
                        .map(lease -> !lease.until().isAfter(now))
                        .orElse(true))
                .map(consent -> replace(
                        consent.id(),
                        old -> old.withLease(
                                Optional.of(new Lease(holder, until, old.lease().map(Lease::holder))))));
    }

    @Override
    public synchronized boolean update(StoredConsent changed) {
        return find(changed.id())
                .filter(stored -> stored.version() == changed.version())
                .map(stored -> replace(changed.id(), old -> changed))
                .isPresent();
    }

    private StoredConsent replace(String id, UnaryOperator<StoredConsent> change) {
        StoredConsent old = Objects.requireNonNull(consents.get(id));
        StoredConsent changed = change.apply(old).withVersion(old.version() + 1);
        consents.put(id, changed);
        return changed;
    }
}
