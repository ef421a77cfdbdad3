package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.consent.ConsentRecord;
import io.github.kosmasdk.consent.ConsentState;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What the user has agreed to, and the way to take it back. */
@Controller
class ConsentsController {

    private static final Map<String, String> ALLOWED = Map.of(
            "accounts", "see which accounts you have",
            "account_details", "see the details of an account, such as its holder",
            "balances", "see balances",
            "transactions", "see transactions",
            "insights_refresh", "sort your transactions into categories",
            "transfer", "ask how far a payment has got");

    private final Consents consents;
    private final BankReading reading;
    private final BankNames banks;
    private final Visitor visitor;

    ConsentsController(Consents consents, BankReading reading, BankNames banks, Visitor visitor) {
        this.consents = consents;
        this.reading = reading;
        this.banks = banks;
        this.visitor = visitor;
    }

    /** A consent as the page shows it. */
    record ConsentView(
            String id,
            String bank,
            String since,
            String until,
            String lastUse,
            String state,
            boolean usable,
            List<String> allows) {}

    @GetMapping("/consents")
    String consents(Model model) {
        model.addAttribute(
                "consents", consents.all(visitor).stream().map(this::view).toList());
        return "consents";
    }

    @PostMapping("/consents/{id}/revoke")
    String revoke(@PathVariable String id, RedirectAttributes next) {
        consents.revoke(consents.one(visitor, id));
        reading.forget();
        next.addFlashAttribute(
                "message", "The access was revoked. Its token is destroyed; nothing can be read with it any more.");
        return "redirect:/consents";
    }

    private ConsentView view(ConsentRecord consent) {
        Stream<String> calls =
                consent.grantedCalls().isEmpty() ? Stream.of("transfer") : consent.grantedCalls().stream();
        return new ConsentView(
                consent.id(),
                banks.name(consent),
                Texts.of(consent.since()),
                consent.expectedExpiry().map(Texts::day).orElse("as the bank decides"),
                consent.lastUseAt().map(Texts::of).orElse("not yet"),
                words(consent.state()),
                consent.state().usable(),
                calls.map(call -> ALLOWED.getOrDefault(call, call)).sorted().toList());
    }

    private static String words(ConsentState state) {
        return switch (state) {
            case ACTIVE, UNCERTAIN -> "active";
            case SUSPENDED -> "paused by the bank, tried again later";
            case EXPIRED -> "expired";
            case REVOKED_AT_BANK -> "revoked at the bank";
            case DEAD -> "ended by the bank";
            case REVOKED -> "revoked by you";
        };
    }
}
