package io.github.kosmasdk.spring.jdbc;

import io.github.kosmasdk.contract.Exchange;
import io.github.kosmasdk.playground.KosmaPlayground;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the bank answered to calls with consents, also where the answer got lost. The simulator keeps the latest 10,000 only. */
final class BankBooks {

    private static final Pattern TOKEN = Pattern.compile("\"consent_token\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("\"code\"\\s*:\\s*\"([^\"]+)\"");

    private final KosmaPlayground playground;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    /** An answer: its error code, empty for a result, and the token it carries. */
    record Answer(Optional<String> error, Optional<String> token) {}

    BankBooks(KosmaPlayground playground) {
        this.playground = playground;
    }

    /** Takes over what is new. */
    void read() {
        for (Exchange exchange : playground.exchanges()) {
            if (exchange.url().getPath().startsWith("/xs2a/v1/consents/")) {
                answers.computeIfAbsent(
                        exchange.responseHeaders().get("klarna-correlation-id").get(0), id -> answer(exchange));
            }
        }
    }

    private static Answer answer(Exchange exchange) {
        return new Answer(
                exchange.status() < 400 ? Optional.empty() : first(CODE, exchange.responseBody()),
                first(TOKEN, exchange.responseBody()));
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher match = pattern.matcher(text);
        return match.find() ? Optional.of(match.group(1)) : Optional.empty();
    }

    Optional<Answer> answer(String correlationId) {
        return Optional.ofNullable(answers.get(correlationId));
    }

    /** All tokens of a consent, oldest first. */
    List<String> tokens(String consentId) {
        return playground.consents().issuedTokens(consentId);
    }
}
