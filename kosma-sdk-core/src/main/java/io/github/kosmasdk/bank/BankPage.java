package io.github.kosmasdk.bank;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.internal.Lists;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A page of the directory, as it stands on the wire.
 *
 * @param banks the banks
 * @param pagination where they stand among all
 */
record BankPage(List<Bank> banks, Optional<Pagination> pagination) {

    BankPage {
        banks = Lists.copy(banks);
    }

    /** A page without banks has none behind it, whatever it says. */
    Optional<ApiLink> next() {
        return banks.isEmpty() ? Optional.empty() : pagination.flatMap(Pagination::next);
    }

    /** Where the rest of a search begins; as {@link #next()}, by the numbers. */
    OptionalInt nextOffset() {
        int end = pagination.map(Pagination::offset).orElse(OptionalInt.empty()).orElse(0) + banks.size();
        OptionalInt total = pagination.map(Pagination::total).orElse(OptionalInt.empty());
        return banks.isEmpty() || total.orElse(0) <= end ? OptionalInt.empty() : OptionalInt.of(end);
    }

    record Pagination(
            OptionalInt count, OptionalInt total, OptionalInt offset, Optional<ApiLink> next, Optional<ApiLink> prev) {}
}
