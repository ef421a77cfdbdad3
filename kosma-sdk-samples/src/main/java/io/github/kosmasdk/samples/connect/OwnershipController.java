package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.consent.ConsentRecord;
import io.github.kosmasdk.kyc.BankRecord;
import io.github.kosmasdk.kyc.ClaimedOwner;
import io.github.kosmasdk.kyc.ControlProof;
import io.github.kosmasdk.kyc.OwnershipCheck;
import io.github.kosmasdk.kyc.OwnershipResult;
import io.github.kosmasdk.session.Psu;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Checks whether an account is that of the person who says so. */
@Controller
class OwnershipController {

    private final Consents consents;
    private final BankReading reading;
    private final BankNames banks;
    private final Visitor visitor;

    OwnershipController(Consents consents, BankReading reading, BankNames banks, Visitor visitor) {
        this.consents = consents;
        this.reading = reading;
        this.banks = banks;
        this.visitor = visitor;
    }

    /** The result in words. */
    record ResultView(
            String verdict,
            String title,
            String explanation,
            String nameToShow,
            String proof,
            String confidence,
            List<Row> rows) {}

    /** One pair of values. */
    record Row(String part, String claimed, String bank, String outcome) {}

    @GetMapping("/ownership")
    String ask(Model model) {
        return page("", "", "", Map.of(), model);
    }

    /** The name and the IBAN are sent as a form, so that they stand in no address and no log. */
    @PostMapping("/ownership")
    String check(
            @RequestParam(defaultValue = "") String consent,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String iban,
            Psu psu,
            Model model,
            HttpServletResponse response) {
        Map<String, String> problems = problems(consent, name, iban);
        if (!problems.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(consent, name, iban, problems, model);
        }
        ConsentRecord record = consents.one(visitor, consent);
        List<BankRecord> accounts = reading.accounts(record, psu).value().stream()
                .map(one -> BankRecord.of(one.account()))
                .toList();
        OwnershipResult result =
                OwnershipCheck.check(ClaimedOwner.of(name.strip(), iban.strip()), accounts, ControlProof.of(record));
        model.addAttribute("result", view(result, record));
        return page(consent, name, iban, problems, model);
    }

    private static Map<String, String> problems(String consent, String name, String iban) {
        Map<String, String> problems = new LinkedHashMap<>();
        if (consent.isBlank()) {
            problems.put("consent", "Choose the bank to ask.");
        }
        if (name.isBlank()) {
            problems.put("name", "Write the name of the person.");
        }
        if (iban.isBlank()) {
            problems.put("iban", "Write the IBAN of the account.");
        }
        return problems;
    }

    private String page(String consent, String name, String iban, Map<String, String> problems, Model model) {
        model.addAttribute(
                "options",
                consents.connected(visitor).stream()
                        .map(record -> BankOption.of(record, banks))
                        .toList());
        model.addAttribute("consent", consent);
        model.addAttribute("problems", problems);
        model.addAttribute(
                "fields", List.of(new Field("name", "Name", name, "text"), new Field("iban", "IBAN", iban, "text")));
        return "ownership";
    }

    private static ResultView view(OwnershipResult result, ConsentRecord record) {
        String title =
                switch (result.verdict()) {
                    case MATCH -> "The account is theirs";
                    case CLOSE_MATCH -> "Nearly: look at the name";
                    case NO_MATCH -> "This does not match";
                    case NOT_POSSIBLE -> "This cannot be checked";
                };
        return new ResultView(
                result.verdict().name(),
                title,
                result.explanation(),
                result.nameToShow().orElse(""),
                "The holder of the consent logged in at the bank on " + Texts.of(record.since())
                        + ". That shows control of the account, not ownership.",
                words(result.confidence().name()),
                result.compared().stream()
                        .map(row -> new Row(
                                words(row.part().name()),
                                row.claimed().orElse("–"),
                                row.bank().orElse("–"),
                                words(row.outcome().name())))
                        .toList());
    }

    private static String words(String constant) {
        String words = constant.toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
