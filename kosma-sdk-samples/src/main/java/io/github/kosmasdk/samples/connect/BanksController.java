package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.account.AccountFlows;
import io.github.kosmasdk.account.Address;
import io.github.kosmasdk.bank.Bank;
import io.github.kosmasdk.bank.BankQuery;
import io.github.kosmasdk.bank.BankSearch;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.flow.FlowType;
import io.github.kosmasdk.payment.PaymentFlows;
import io.github.kosmasdk.session.BankChoice;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Looks for the user's bank in the directory. */
@Controller
class BanksController {

    private static final Logger LOG = LoggerFactory.getLogger(BanksController.class);
    private static final int MOST = 24;
    private static final int COLOURS = 6;

    private final KosmaClient kosma;

    BanksController(KosmaClient kosma) {
        this.kosma = kosma;
    }

    /** A bank as the page shows it. Version 1 of the directory has no logos, so the mark is made of the name. */
    record BankView(String name, String mark, int colour, String where, String country, String code) {}

    @GetMapping("/banks")
    String search(
            @RequestParam(defaultValue = "DE") String country,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "false") boolean pay,
            Model model) {
        String next = pay ? "/pay" : "/connect";
        model.addAttribute("country", country);
        model.addAttribute("q", q);
        model.addAttribute("pay", pay);
        model.addAttribute("next", next);
        try {
            model.addAttribute("countries", countries());
            List<BankView> found = found(country, q.strip(), pay ? PaymentFlows.TRANSFER : AccountFlows.ACCOUNTS);
            model.addAttribute("banks", found.stream().limit(MOST).toList());
            model.addAttribute("more", found.size() > MOST);
        } catch (KosmaException e) {
            // where the directory is not known or not there, the bank code does as well
            LOG.info("the bank directory cannot be asked", e);
            return BankForm.EXAMPLE.page(next, Map.of(), model);
        }
        return "banks";
    }

    private Map<String, String> countries() {
        return kosma.banks().countries().stream()
                .map(one -> one.countryCode().toUpperCase(Locale.ROOT))
                .sorted(Comparator.comparing(BankNames::country))
                .collect(Collectors.toMap(code -> code, BankNames::country, (one, other) -> one, LinkedHashMap::new));
    }

    private List<BankView> found(String country, String q, FlowType<?> flow) {
        try (Stream<Bank> banks = q.isEmpty() ? kosma.banks().banks(BankQuery.of(country)) : matching(q)) {
            return banks.filter(bank ->
                            bank.countryCode().filter(country::equalsIgnoreCase).isPresent())
                    .filter(bank -> bank.supports(flow).orElse(true))
                    .sorted(Comparator.comparingInt(
                            (Bank bank) -> -bank.popularity().orElse(0)))
                    .flatMap(bank -> bank.choice().map(choice -> view(bank, choice)).stream())
                    .limit(MOST + 1L)
                    .toList();
        }
    }

    /** By name; digits are a bank code, and what looks like a BIC is one. */
    private Stream<Bank> matching(String q) {
        if (q.matches("\\d+")) {
            return kosma.banks().search(BankSearch.bankCode(q));
        }
        return q.matches("[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?")
                ? kosma.banks().search(BankSearch.bic(q))
                : kosma.banks().search(BankSearch.named(q));
    }

    private static BankView view(Bank bank, BankChoice choice) {
        String name = bank.bankName().orElse("Bank " + choice.bankCode());
        String where = Stream.concat(
                        bank.address().flatMap(Address::city).stream(), Stream.of("bank code " + choice.bankCode()))
                .collect(Collectors.joining(", "));
        return new BankView(
                name,
                mark(name),
                Math.floorMod(name.hashCode(), COLOURS),
                where,
                choice.countryCode(),
                choice.bankCode());
    }

    private static String mark(String name) {
        return Stream.of(name.split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .limit(2)
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
