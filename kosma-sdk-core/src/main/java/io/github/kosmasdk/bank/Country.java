package io.github.kosmasdk.bank;

import io.github.kosmasdk.ApiLink;
import java.util.Objects;
import java.util.Optional;

/**
 * A country of the bank directory.
 *
 * @param countryCode ISO 3166-1 alpha-2 code, such as {@code DE}
 * @param banks the link to its banks, which {@link BankQuery#of} asks for as well
 */
public record Country(String countryCode, Optional<ApiLink> banks) {

    /** Checks that there is a code. */
    public Country {
        Objects.requireNonNull(countryCode, "country_code");
    }

    @Override
    public String toString() {
        return countryCode;
    }
}
