package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.session.BankChoice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.ui.Model;

/**
 * A bank by country and bank code, as they were typed or stood in a link.
 *
 * @param country the country
 * @param code the bank code
 */
record BankForm(String country, String code) {

    /** The test bank. */
    static final BankForm EXAMPLE = new BankForm("DE", "88888888");

    /** The bank, empty when these are no country and no code. */
    Optional<BankChoice> bank() {
        return problems().isEmpty() ? Optional.of(BankChoice.of(country.strip(), code.strip())) : Optional.empty();
    }

    /** What is wrong, by field. */
    Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>();
        if (!country.strip().matches("[A-Za-z]{2}")) {
            problems.put("country", "Write the country as two letters, such as DE.");
        }
        if (!code.strip().matches("[A-Za-z0-9-]{1,34}")) {
            problems.put("code", "Write the bank code, such as 88888888.");
        }
        return problems;
    }

    /** The page that asks for it. */
    String page(String next, Map<String, String> problems, Model model) {
        model.addAttribute("byCode", true);
        model.addAttribute("next", next);
        model.addAttribute("problems", problems);
        model.addAttribute(
                "fields",
                List.of(
                        new Field("country", "Country, two letters", country, "text"),
                        new Field("code", "Bank code", code, "text")));
        return "banks";
    }
}
