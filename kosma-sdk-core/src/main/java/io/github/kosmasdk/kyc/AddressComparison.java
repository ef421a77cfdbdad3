package io.github.kosmasdk.kyc;

import io.github.kosmasdk.account.Address;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Compares two addresses by country, postal code and city: what banks write most alike. */
final class AddressComparison {

    private AddressComparison() {}

    /** Whether they agree; empty when they have nothing in common to tell by. */
    static Optional<Boolean> compare(Address claimed, Address bank) {
        Optional<Boolean> country = same(claimed.country(), bank.country());
        Optional<Boolean> postalCode = same(claimed.postalCode(), bank.postalCode());
        if (country.equals(Optional.of(false)) || postalCode.equals(Optional.of(false))) {
            return Optional.of(false);
        }
        return postalCode.isPresent() ? postalCode : sameCity(claimed.city(), bank.city());
    }

    private static Optional<Boolean> same(Optional<String> one, Optional<String> other) {
        return one.flatMap(a -> other.map(b -> compact(a).equals(compact(b))));
    }

    private static Optional<Boolean> sameCity(Optional<String> one, Optional<String> other) {
        return one.flatMap(a -> other.map(b -> agree(Word.of(a), Word.of(b))));
    }

    private static boolean agree(List<Word> one, List<Word> other) {
        return one.size() == other.size()
                && IntStream.range(0, one.size()).allMatch(i -> one.get(i).agreesWith(other.get(i)));
    }

    private static String compact(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}]", "").toUpperCase(Locale.ROOT);
    }
}
