package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.Amount;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;

/** Amounts, dates and numbers as people read them. */
final class Texts {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH).withZone(ZoneId.systemDefault());

    private Texts() {}

    static String of(Amount amount) {
        if (Amount.fractionDigits(amount.currency()).isEmpty()) {
            return amount.toString();
        }
        BigDecimal value = amount.toBigDecimal();
        NumberFormat format = NumberFormat.getNumberInstance(Locale.ENGLISH);
        int digits = Currency.getInstance(amount.currency()).getDefaultFractionDigits();
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        // a real minus sign, which screen readers say
        return (value.signum() < 0 ? "−" : "") + format.format(value.abs()) + "\u00a0" + amount.currency();
    }

    static String of(LocalDate day) {
        return DAY.format(day);
    }

    static String of(Instant moment) {
        return MOMENT.format(moment);
    }

    static String day(Instant moment) {
        return DAY.withZone(ZoneId.systemDefault()).format(moment);
    }

    /** An IBAN in groups of four. */
    static String iban(String iban) {
        return iban.replaceAll("\\s", "").replaceAll("(.{4})(?!$)", "$1 ");
    }
}
