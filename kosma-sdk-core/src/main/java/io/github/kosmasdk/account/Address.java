package io.github.kosmasdk.account;

import java.util.Optional;

/**
 * A postal address, as far as the bank gives it.
 *
 * @param streetAddress street and number
 * @param streetAddress2 more of the street address
 * @param postalCode the postal code
 * @param city the city
 * @param region the region
 * @param country ISO 3166-1 alpha-2 code of the country
 */
public record Address(
        Optional<String> streetAddress,
        Optional<String> streetAddress2,
        Optional<String> postalCode,
        Optional<String> city,
        Optional<String> region,
        Optional<String> country) {

    /** The country only: the rest is personal data. */
    @Override
    public String toString() {
        return "Address[" + country.orElse("unknown country") + "]";
    }
}
