package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.Amount;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Amounts, dates and numbers as people read them. */
final class Texts {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH).withZone(ZoneId.systemDefault());

    private Texts() {}

    static String of(Amount amount) {
        return Amount.fractionDigits(amount.currency()).isEmpty()
                ? amount.toString()
                : number(amount) + "\u00a0" + amount.currency();
    }

    /** Without the currency, where that stands nearby. */
    static String number(Amount amount) {
        int digits = Amount.fractionDigits(amount.currency()).orElse(0);
        BigDecimal value = BigDecimal.valueOf(amount.minorUnits(), digits);
        NumberFormat format = NumberFormat.getNumberInstance(Locale.ENGLISH);
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        // a real minus sign, which screen readers say
        return (value.signum() < 0 ? "−" : "") + format.format(value.abs());
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
