package io.github.kosmasdk.samples.cli;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.KosmaJson;
import io.github.kosmasdk.bank.Bank;
import io.github.kosmasdk.bank.BankQuery;
import io.github.kosmasdk.bank.BankSearch;
import io.github.kosmasdk.bank.Country;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;

/** Asks the bank directory; nobody logs in. */
final class BankSearching {

    private final KosmaClient kosma;
    private final Arguments arguments;
    private final PrintStream out;

    BankSearching(KosmaClient kosma, Arguments arguments, PrintStream out) {
        this.kosma = kosma;
        this.arguments = arguments;
        this.out = out;
    }

    boolean run() {
        if (arguments.country().isEmpty() && arguments.query().isEmpty()) {
            List<Country> countries = kosma.banks().countries();
            out.print(arguments.json() ? KosmaJson.write(countries) + "\n" : Tables.ofCountries(countries));
        } else {
            List<Bank> banks = banks();
            out.print(arguments.json() ? KosmaJson.write(banks) + "\n" : Tables.ofBanks(banks));
        }
        out.flush();
        return true;
    }

    private List<Bank> banks() {
        try (Stream<Bank> found = arguments
                .query()
                .map(text -> kosma.banks().search(BankSearch.named(text)))
                .orElseGet(() ->
                        kosma.banks().banks(BankQuery.of(arguments.country().orElseThrow())))) {
            return found.filter(this::isInTheCountry).toList();
        }
    }

    private boolean isInTheCountry(Bank bank) {
        return arguments.country().isEmpty() || bank.countryCode().equals(arguments.country());
    }
}
