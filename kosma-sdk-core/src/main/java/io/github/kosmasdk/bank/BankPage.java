package io.github.kosmasdk.bank;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.internal.Lists;
import io.github.kosmasdk.internal.json.UnusableAnswerException;
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

    /** Whether there are more than have been listed; one without a total does not say. */
    boolean hasMoreThan(int listed) {
        return !banks.isEmpty()
                && pagination.map(Pagination::total).orElse(OptionalInt.empty()).orElse(0) > listed;
    }

    /** This page, if it begins where it was asked for or does not say; one from before that would be listed again and again. */
    BankPage from(int offset) {
        if (pagination.map(Pagination::offset).orElse(OptionalInt.empty()).orElse(offset) < offset) {
            throw new UnusableAnswerException("the page after " + offset + " banks begins before that");
        }
        return this;
    }

    record Pagination(
            OptionalInt count, OptionalInt total, OptionalInt offset, Optional<ApiLink> next, Optional<ApiLink> prev) {}
}
