package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.session.BankChoice;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** What banks are called. */
@Component
public class BankNames {

    /**
     * The name of a bank.
     *
     * @param bank the bank
     * @return its name, with its country
     */
    public String name(BankChoice bank) {
        String country = new Locale.Builder()
                .setRegion(bank.countryCode().toUpperCase(Locale.ROOT))
                .build()
                .getDisplayCountry(Locale.ENGLISH);
        return "Demo Bank, " + country;
    }
}
