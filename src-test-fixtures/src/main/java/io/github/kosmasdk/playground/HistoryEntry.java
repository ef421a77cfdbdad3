package io.github.kosmasdk.playground;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One booking on an account. */
final class HistoryEntry {
    private static final List<String> REFERENCES_IN_ORDER =
            List.of("unstructured", "structured", "end_to_end", "national", "message", "additional_information");

    private final LocalDate date;
    private final boolean credit;
    private final String method;
    private final long amount;
    private final String currency;
    private final String party;
    private final Map<String, String> references = new LinkedHashMap<>();
    String id = "";
    private boolean card;
    private boolean failed;
    private @Nullable String partyIban;
    private @Nullable String category;
    private @Nullable String purpose;
    private @Nullable String code;
    private @Nullable String subCode;
    private long originalAmount;
    private @Nullable String originalCurrency;

    HistoryEntry(LocalDate date, boolean credit, String method, long amount, String currency, String party) {
        this.date = date;
        this.credit = credit;
        this.method = method;
        this.amount = amount;
        this.currency = currency;
        this.party = party;
    }

    LocalDate date() {
        return date;
    }

    HistoryEntry iban(@Nullable String iban) {
        partyIban = iban;
        return this;
    }

    HistoryEntry reference(String kind, String text) {
        references.put(kind, text);
        return this;
    }

    HistoryEntry purpose(String purposeCode) {
        purpose = purposeCode;
        return this;
    }

    HistoryEntry code(String domain, String family) {
        code = domain;
        subCode = family;
        return this;
    }

    void fail() {
        failed = true;
    }

    boolean isFailed() {
        return failed;
    }

    /** A card payment in a shop of this category (ISO 18245). */
    HistoryEntry card(String merchantCategory) {
        card = true;
        category = merchantCategory;
        return this;
    }

    HistoryEntry original(long minorUnits, String currencyCode) {
        originalAmount = minorUnits;
        originalCurrency = currencyCode;
        return this;
    }

    long signedAmount() {
        return credit ? amount : -amount;
    }

    /** A card payment is booked two days later. */
    boolean isPending(LocalDate today) {
        return card && !date.isBefore(today.minusDays(1));
    }

    ObjectNode toJson(Account account, LocalDate today) {
        boolean pending = isPending(today);
        ObjectNode json = Json.object();
        if (!pending) {
            json.put("transaction_id", id);
        }
        json.put(
                "reference",
                String.join(
                        ", ",
                        REFERENCES_IN_ORDER.stream()
                                .map(references::get)
                                .filter(Objects::nonNull)
                                .toList()));
        ObjectNode bankReferences = json.putObject("bank_references");
        references.forEach((kind, text) -> bankReferences.put(kind, text));
        json.set("counter_party", counterParty());
        json.put("date", date.toString()).put("value_date", date.toString());
        if (!pending) {
            json.put("booking_date", date.toString());
        }
        json.put("state", failed ? "FAILED" : pending ? "PENDING" : "PROCESSED")
                .put("type", credit ? "CREDIT" : "DEBIT")
                .put("method", method);
        json.set("amount", Json.amount(amount, currency));
        if (originalCurrency != null) {
            json.set("original_amount", Json.amount(originalAmount, originalCurrency));
        }
        if (code != null && !pending) {
            json.putObject("bank_transaction_code").put("code", code).put("sub_code", subCode);
        }
        if (category != null) {
            json.put("merchant_category_code", category);
        }
        if (purpose != null) {
            json.put("purpose_code", purpose);
        }
        return json;
    }

    private ObjectNode counterParty() {
        ObjectNode json = Json.object();
        if (partyIban != null) {
            json.put("account_number", partyIban.substring(12)).put("iban", partyIban);
        }
        json.put("holder_name", party);
        if (partyIban != null) {
            json.put("transfer_type", "FULL").put("account_type", "DEFAULT");
        }
        return json;
    }
}
