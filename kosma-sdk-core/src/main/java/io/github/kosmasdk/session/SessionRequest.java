package io.github.kosmasdk.session;

import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.internal.mask.Masks;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a session is started with. Only the PSU is required.
 *
 * @param psu the consumer
 * @param selectedBank the bank; left out, the consumer chooses it
 * @param language language of the user interface, such as {@code en}
 * @param allowedCountries countries the consumer may choose a bank of, ISO 3166-1 alpha-2; empty for all
 * @param preselectedCountry country the bank search begins with, ISO 3166-1 alpha-2
 * @param aspspAccess how the bank is reached
 * @param redirectReturnUrl where the consumer lands after a login at the bank's own pages; needed for banks that use
 *     redirects
 * @param consentScope which access should outlive the session
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/session.html">Session</a>
 */
public record SessionRequest(
        Psu psu,
        Optional<BankChoice> selectedBank,
        Optional<String> language,
        List<String> allowedCountries,
        Optional<String> preselectedCountry,
        Optional<AspspAccess> aspspAccess,
        Optional<URI> redirectReturnUrl,
        Optional<ConsentScope> consentScope) {

    /** Copies the list. */
    public SessionRequest {
        allowedCountries = List.copyOf(allowedCountries);
    }

    /**
     * Starts a request for a consumer.
     *
     * @param psu the consumer
     * @return the builder
     */
    public static Builder builder(Psu psu) {
        return new Builder(psu);
    }

    /** Collects the members. */
    public static final class Builder {
        private final Psu psu;
        private @Nullable BankChoice selectedBank;
        private @Nullable String language;
        private List<String> allowedCountries = List.of();
        private @Nullable String preselectedCountry;
        private @Nullable AspspAccess aspspAccess;
        private @Nullable URI redirectReturnUrl;
        private @Nullable ConsentScope consentScope;

        private Builder(Psu psu) {
            this.psu = psu;
        }

        /**
         * Chooses the bank for the consumer, so that the bank search is skipped.
         *
         * @param bank the bank
         * @return this
         */
        public Builder selectedBank(BankChoice bank) {
            selectedBank = bank;
            return this;
        }

        /**
         * Sets the language of the user interface.
         *
         * @param language such as {@code en}
         * @return this
         */
        public Builder language(String language) {
            this.language = language;
            return this;
        }

        /**
         * Limits the countries the consumer may choose a bank of.
         *
         * @param countryCodes ISO 3166-1 alpha-2 codes
         * @return this
         */
        public Builder allowedCountries(String... countryCodes) {
            allowedCountries = List.of(countryCodes);
            return this;
        }

        /**
         * Sets the country the bank search begins with.
         *
         * @param countryCode ISO 3166-1 alpha-2 code
         * @return this
         */
        public Builder preselectedCountry(String countryCode) {
            preselectedCountry = countryCode;
            return this;
        }

        /**
         * Sets how the bank is reached.
         *
         * @param aspspAccess the access
         * @return this
         */
        public Builder aspspAccess(AspspAccess aspspAccess) {
            this.aspspAccess = aspspAccess;
            return this;
        }

        /**
         * Sets where the consumer lands after a login at the bank's own pages.
         *
         * @param redirectReturnUrl an absolute URL of your application
         * @return this
         */
        public Builder redirectReturnUrl(URI redirectReturnUrl) {
            this.redirectReturnUrl = redirectReturnUrl;
            return this;
        }

        /**
         * Asks for access that outlives the session.
         *
         * @param consentScope the access
         * @return this
         */
        public Builder consentScope(ConsentScope consentScope) {
            this.consentScope = consentScope;
            return this;
        }

        /**
         * Makes the request.
         *
         * @return the request
         * @throws KosmaUsageException naming everything that is wrong with it
         */
        public SessionRequest build() {
            List<String> broken = new ArrayList<>();
            if (redirectReturnUrl != null && !redirectReturnUrl.isAbsolute()) {
                broken.add("redirect_return_url must be absolute, such as https://shop.example/return");
            }
            for (String country : allowedCountries) {
                requireCountry("allowed_countries", country, broken);
            }
            if (preselectedCountry != null) {
                requireCountry("preselected_country", preselectedCountry, broken);
            }
            if (!broken.isEmpty()) {
                throw new KosmaUsageException("This session cannot be started: " + String.join("; ", broken));
            }
            return new SessionRequest(
                    psu,
                    Optional.ofNullable(selectedBank),
                    Optional.ofNullable(language),
                    allowedCountries,
                    Optional.ofNullable(preselectedCountry),
                    Optional.ofNullable(aspspAccess),
                    Optional.ofNullable(redirectReturnUrl),
                    Optional.ofNullable(consentScope));
        }

        private static void requireCountry(String member, String country, List<String> broken) {
            if (!country.matches("[A-Za-z]{2}")) {
                broken.add(member + " holds '" + country + "', which is no two-letter country code such as DE");
            }
        }
    }

    /** Bank and scope; the consumer and the query of the return URL stay hidden. */
    @Override
    public String toString() {
        return "SessionRequest[" + selectedBank.map(BankChoice::toString).orElse("no bank") + ", "
                + redirectReturnUrl.map(url -> Masks.page(url.toString())).orElse("no return URL") + ", "
                + consentScope.map(ConsentScope::toString).orElse("no consent") + "]";
    }
}
