package io.github.kosmasdk;

import io.github.kosmasdk.error.KosmaUsageException;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * An amount of money in the smallest unit of its currency: {@code 1234 EUR} is 12.34 euros, {@code 1234 JPY} is 1234
 * yen.
 *
 * @param minorUnits the amount in minor units; negative where the contract allows it, as in an overdrawn balance
 * @param currency the ISO 4217 code as the service sent it, such as {@code EUR}; {@code XXX} when the service does not
 *     know
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/objects/amount.html">Amount</a>
 */
public record Amount(long minorUnits, String currency) {

    /** Checks the parts. */
    public Amount {
        Objects.requireNonNull(currency, "currency");
    }

    /**
     * An amount from its usual notation.
     *
     * @param value the amount in major units, such as {@code 12.34}
     * @param currency the ISO 4217 code
     * @return the amount
     * @throws KosmaUsageException when the currency has no known minor unit, or the value is finer than that or too
     *     large
     */
    public static Amount of(BigDecimal value, String currency) {
        int digits = fractionDigits(currency).orElseThrow(() -> unknownExponent(currency));
        try {
            return new Amount(value.movePointRight(digits).longValueExact(), currency);
        } catch (ArithmeticException e) {
            throw new KosmaUsageException("The amount " + value + " " + currency
                    + " cannot be told in whole minor units: " + currency + " has " + digits + " decimals");
        }
    }

    /**
     * The amount in major units, with exactly the decimals of the currency.
     *
     * @return the amount, such as {@code 12.34}
     * @throws KosmaUsageException when the currency has no known minor unit, as {@code XXX}; nothing is guessed. Use
     *     {@link #minorUnits()} then.
     */
    public BigDecimal toBigDecimal() {
        return BigDecimal.valueOf(minorUnits, fractionDigits(currency).orElseThrow(() -> unknownExponent(currency)));
    }

    /**
     * Such as {@code 12.34 EUR}; in minor units, and saying so, where the decimals of the currency are not known.
     */
    @Override
    public String toString() {
        OptionalInt digits = fractionDigits(currency);
        return digits.isPresent()
                ? BigDecimal.valueOf(minorUnits, digits.getAsInt()).toPlainString() + " " + currency
                : minorUnits + " minor units of " + currency;
    }

    /**
     * How many decimals a currency has.
     *
     * @param currency the ISO 4217 code
     * @return the number, such as 2 for {@code EUR}; empty when the code is not known or has no minor unit
     */
    public static OptionalInt fractionDigits(String currency) {
        try {
            int digits = Currency.getInstance(currency).getDefaultFractionDigits();
            return digits < 0 ? OptionalInt.empty() : OptionalInt.of(digits);
        } catch (IllegalArgumentException e) {
            return OptionalInt.empty();
        }
    }

    private static KosmaUsageException unknownExponent(String currency) {
        return new KosmaUsageException(
                "The currency '" + currency + "' has no known minor unit, so major units would be a guess");
    }
}
