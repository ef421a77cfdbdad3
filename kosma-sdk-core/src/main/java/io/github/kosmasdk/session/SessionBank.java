package io.github.kosmasdk.session;

import java.util.Optional;

/**
 * The bank of a session, once it was chosen.
 *
 * @param bankName its name
 * @param bankCode its national bank code
 * @param countryCode ISO 3166-1 alpha-2 code of its country
 * @param connection how it is reached, such as {@code PSD2}
 * @param bic its BIC
 * @param bankKrn the platform's name of the bank
 * @param integrationKrn the platform's name of the integration
 * @param subIntegrationKrn the platform's name of the sub-integration
 */
public record SessionBank(
        Optional<String> bankName,
        Optional<String> bankCode,
        Optional<String> countryCode,
        Optional<String> connection,
        Optional<String> bic,
        Optional<String> bankKrn,
        Optional<String> integrationKrn,
        Optional<String> subIntegrationKrn) {}
