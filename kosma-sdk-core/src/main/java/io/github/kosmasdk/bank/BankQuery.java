package io.github.kosmasdk.bank;

import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.payment.TransferMethod;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which banks of a country.
 *
 * @param countryCode ISO 3166-1 alpha-2 code of the country, such as {@code DE}
 * @param transferMethod only banks whose transfers can move so; empty for all
 * @param pageSize how many banks each call asks for, 1 to 1,000; empty for what the directory does by itself, 100
 */
public record BankQuery(String countryCode, Optional<TransferMethod> transferMethod, OptionalInt pageSize) {

    private static final int MAX_PAGE_SIZE = 1000;

    /**
     * Checks the parts.
     *
     * @throws KosmaUsageException when the country is not two letters, or a page is not 1 to 1,000 banks
     */
    public BankQuery {
        if (!countryCode.matches("[A-Za-z]{2}")) {
            throw new KosmaUsageException("A country is two letters, such as DE, not '" + countryCode + "'");
        }
        countryCode = countryCode.toUpperCase(Locale.ROOT);
        if (pageSize.orElse(1) < 1 || pageSize.orElse(1) > MAX_PAGE_SIZE) {
            throw new KosmaUsageException("A page holds 1 to 1,000 banks, not " + pageSize.getAsInt());
        }
    }

    /**
     * All banks of a country.
     *
     * @param countryCode ISO 3166-1 alpha-2 code
     * @return the query
     * @throws KosmaUsageException when that is not two letters
     */
    public static BankQuery of(String countryCode) {
        return new BankQuery(countryCode, Optional.empty(), OptionalInt.empty());
    }

    /**
     * Only banks whose transfers can move so.
     *
     * @param method how
     * @return the query
     */
    public BankQuery transferring(TransferMethod method) {
        return new BankQuery(countryCode, Optional.of(method), pageSize);
    }

    /**
     * Asks for pages of another size.
     *
     * @param banks how many banks each call asks for, 1 to 1,000
     * @return the query
     * @throws KosmaUsageException when it is another number
     */
    public BankQuery pageSize(int banks) {
        return new BankQuery(countryCode, transferMethod, OptionalInt.of(banks));
    }

    /** The path that asks for the first page. */
    String path() {
        return bare() + (pageSize.isPresent() ? "&offset=0" + size() : "");
    }

    /** The path that asks for the page from a bank on, counted from 0. */
    String pathFrom(int offset) {
        return bare() + "&offset=" + offset + size();
    }

    private String bare() {
        return "/v1/banks?country_code=" + countryCode
                + transferMethod
                        .map(method -> "&transfer_method=" + method.name())
                        .orElse("");
    }

    private String size() {
        return pageSize.isPresent() ? "&size=" + pageSize.getAsInt() : "";
    }
}
