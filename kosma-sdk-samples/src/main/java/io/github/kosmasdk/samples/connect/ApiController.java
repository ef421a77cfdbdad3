package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.account.BalancesResult;
import io.github.kosmasdk.consent.ConsentState;
import io.github.kosmasdk.session.Psu;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The same as JSON, for a user interface that is made in the browser. Errors are problem details (RFC 9457). */
@RestController
@RequestMapping("/api")
class ApiController {

    private final Consents consents;
    private final BankReading reading;
    private final Visitor visitor;

    ApiController(Consents consents, BankReading reading, Visitor visitor) {
        this.consents = consents;
        this.reading = reading;
        this.visitor = visitor;
    }

    /** A consent, without its token: that never leaves the vault. */
    record ConsentJson(String id, ConsentState state, Set<String> allows, Instant since, Optional<Instant> until) {}

    /** An account. */
    record AccountJson(String name, Optional<String> iban, Optional<Amount> balance) {}

    @GetMapping("/consents")
    List<ConsentJson> consents() {
        return consents.all(visitor).stream()
                .map(one ->
                        new ConsentJson(one.id(), one.state(), one.grantedCalls(), one.since(), one.expectedExpiry()))
                .toList();
    }

    @GetMapping("/consents/{id}/accounts")
    List<AccountJson> accounts(@PathVariable String id, Psu psu) {
        return reading.accounts(consents.one(visitor, id), psu).value().stream()
                .map(one -> new AccountJson(
                        BankReading.name(one.account()),
                        one.account().iban(),
                        one.balances().flatMap(BalancesResult::balance)))
                .toList();
    }
}
