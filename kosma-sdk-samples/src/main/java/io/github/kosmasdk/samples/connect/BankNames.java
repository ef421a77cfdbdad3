package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.bank.Bank;
import io.github.kosmasdk.bank.BankSearch;
import io.github.kosmasdk.consent.ConsentRecord;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.session.BankChoice;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What banks and countries are called. The directory changes rarely, so a name that was found is not asked for again. */
@Component
public class BankNames {

    private final KosmaClient kosma;
    private final Map<BankChoice, String> names = new ConcurrentHashMap<>();

    BankNames(KosmaClient kosma) {
        this.kosma = kosma;
    }

    /**
     * The name of a bank.
     *
     * @param bank the bank
     * @return its name with its country; its code when the directory cannot tell
     */
    public String name(BankChoice bank) {
        return Optional.ofNullable(names.get(bank)).or(() -> found(bank)).orElse("Bank " + bank.bankCode()) + ", "
                + country(bank.countryCode());
    }

    /** Only what is in the directory is kept: anybody can ask for any code. */
    private Optional<String> found(BankChoice bank) {
        try (Stream<Bank> found = kosma.banks().search(BankSearch.bankCode(bank.bankCode()))) {
            Optional<String> name = found.filter(one -> one.countryCode()
                            .filter(bank.countryCode()::equalsIgnoreCase)
                            .isPresent())
                    .findFirst()
                    .flatMap(Bank::bankName);
            name.ifPresent(known -> names.put(bank, known));
            return name;
        } catch (KosmaException e) {
            return Optional.empty();
        }
    }

    /** The name of the bank that gave a consent. */
    String name(ConsentRecord consent) {
        return consent.bank().map(this::name).orElse("Your bank");
    }

    static String country(String code) {
        String upperCase = code.toUpperCase(Locale.ROOT);
        return upperCase.matches("[A-Z]{2}")
                ? new Locale.Builder().setRegion(upperCase).build().getDisplayCountry(Locale.ENGLISH)
                : code;
    }
}
