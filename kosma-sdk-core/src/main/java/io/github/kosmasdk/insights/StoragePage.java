package io.github.kosmasdk.insights;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Pages of the storage: what is asked for, and how an answer says where the next one is. */
final class StoragePage {

    private StoragePage() {}

    /** A page that is asked for. */
    record Asked(int size, int offset) {

        Asked after() {
            return new Asked(size, offset + size);
        }
    }

    /** Where a page stands among all; the page that described it is lost, so nothing is relied on. */
    record Pagination(
            OptionalInt count, OptionalInt total, OptionalInt offset, Optional<Asked> next, Optional<Asked> prev) {}

    /** A page as it came, and what it was asked for with. */
    record Page<T>(List<T> items, Asked asked, Optional<Pagination> pagination) {

        /**
         * A page that is not full is the last, unless the answer names a next one or the number of all; one that is empty always
         * is.
         */
        Optional<Asked> next() {
            Asked next = pagination.flatMap(Pagination::next).orElse(asked.after());
            OptionalInt total = pagination.map(Pagination::total).orElse(OptionalInt.empty());
            boolean more = pagination.flatMap(Pagination::next).isPresent()
                    || (total.isPresent() ? next.offset() < total.getAsInt() : items.size() >= asked.size());
            return !items.isEmpty() && more && next.offset() > asked.offset() ? Optional.of(next) : Optional.empty();
        }
    }
}
