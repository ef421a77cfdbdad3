package io.github.kosmasdk.insights;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Pages of the storage: what is asked for, and how an answer says where the next one is. */
final class StoragePage {

    private StoragePage() {}

    /** A page that is asked for. */
    record Asked(int size, int offset) {}

    /** Where a page stands among all; the page that described it is lost, so nothing is relied on. */
    record Pagination(
            OptionalInt count, OptionalInt total, OptionalInt offset, Optional<Asked> next, Optional<Asked> prev) {}

    /** A page as it came, and what it was asked for with. */
    record Page<T>(List<T> items, Asked asked, Optional<Pagination> pagination) {

        /**
         * What comes after it: where the answer says, else after the rows that came, as a page may hold less than was asked for.
         * The last page is the one that reaches the number of all; without that number, the one that is empty.
         */
        Optional<Asked> next() {
            int end = asked.offset() + items.size();
            int total = pagination
                    .map(Pagination::total)
                    .orElse(OptionalInt.empty())
                    .orElse(Integer.MAX_VALUE);
            Optional<Asked> named = pagination
                    .flatMap(Pagination::next)
                    .map(next -> new Asked(asked.size(), next.offset()))
                    .filter(next -> next.offset() > asked.offset());
            Optional<Asked> counted = Optional.of(new Asked(asked.size(), end)).filter(next -> end < total);
            return items.isEmpty() ? Optional.empty() : named.or(() -> counted);
        }
    }
}
