package io.github.kosmasdk.playground;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a transfer flow was asked to move, and to whom. */
record TransferOrder(
        long amount,
        String currency,
        String reference,
        @Nullable String endToEnd,
        @Nullable String recipientIban,
        String recipient,
        String recipientName,
        @Nullable LocalDate preferredDate,
        ObjectNode asToldInTheResult) {

    private static final List<String> BANK_REFERENCES =
            List.of("unstructured", "structured", "end_to_end", "message", "opposing_message", "national");
    private static final List<String> RECIPIENT = List.of(
            "iban", "account_number", "bank_code", "holder_name", "holder_address", "bic", "bank_name", "bank_address");

    /** Tells the body everything that is wrong with it; the order is of use only if that was nothing. */
    static TransferOrder of(Body body, LocalDate today) {
        Long amount = null;
        String currency = null;
        Body money = body.requiredObject("amount");
        if (money != null) {
            amount = money.requiredMinorUnits("amount");
            currency = money.requiredCurrency("currency");
        }
        String reference = body.requiredText("reference");
        String endToEnd = null;
        Body references = body.object("bank_references");
        if (references != null) {
            BANK_REFERENCES.forEach(references::text);
            endToEnd =
                    references.has("end_to_end") ? references.get("end_to_end").asString("") : null;
        }
        body.text("merchant_category_code");
        body.text("purpose_code");
        String method = body.text("transfer_method");
        if (method != null && !List.of("sct", "sct_instant").contains(method)) {
            body.reject("transfer_method", "INVALID_VALUE", "must be sct or sct_instant");
        }
        LocalDate date = body.date("preferred_date");
        if (date != null && date.isBefore(today)) {
            body.reject("preferred_date", "INVALID_VALUE", "must not be in the past: today is " + today);
        }
        String iban = null;
        String accountNumber = null;
        String name = null;
        Body to = body.requiredObject("to");
        if (to != null) {
            iban = to.iban("iban");
            accountNumber = to.text("account_number");
            if (isBlank(to, "iban") && isBlank(to, "account_number")) {
                to.reject("iban", "REQUIRED", "'iban' or 'account_number' is missing");
            }
            name = to.requiredText("holder_name");
            to.bic("bic");
            to.text("bank_code");
            to.text("bank_name");
            address(to.object("holder_address"));
            address(to.object("bank_address"));
        }
        ObjectNode told = Json.object();
        copy(body, told, List.of("amount", "reference", "transfer_method", "preferred_date"));
        if (references != null) {
            copy(references, told.putObject("bank_references"), BANK_REFERENCES);
        }
        if (to != null) {
            copy(to, told.putObject("to"), RECIPIENT);
        }
        return new TransferOrder(
                Objects.requireNonNullElse(amount, 0L),
                Objects.requireNonNullElse(currency, ""),
                Objects.requireNonNullElse(reference, ""),
                endToEnd,
                iban,
                Objects.requireNonNullElse(iban == null ? accountNumber : iban, ""),
                Objects.requireNonNullElse(name, ""),
                date,
                told);
    }

    private static boolean isBlank(Body body, String name) {
        return !body.has(name) || body.get(name).asString("-").isBlank();
    }

    private static void address(@Nullable Body address) {
        if (address != null) {
            List.of("street_address", "street_address2", "postalcode", "city", "region")
                    .forEach(address::text);
            address.country("country");
        }
    }

    private static void copy(Body from, ObjectNode to, List<String> names) {
        for (String name : names) {
            JsonNode value = from.get(name);
            if (from.has(name)) {
                to.set(name, value);
            }
        }
    }

    /** As a row of the account that paid, or got its money back. */
    ObjectNode asTransaction(String id, LocalDate date, boolean credit, boolean pending) {
        ObjectNode json = Json.object();
        if (!pending) {
            json.put("transaction_id", credit ? id + "-return" : id);
        }
        json.put("reference", reference);
        ObjectNode references = json.putObject("bank_references").put("unstructured", reference);
        if (asToldInTheResult.get("bank_references") instanceof ObjectNode given) {
            references.setAll(given);
        }
        ObjectNode counterParty = json.putObject("counter_party");
        if (asToldInTheResult.get("to") instanceof ObjectNode to) {
            counterParty.setAll(to);
        }
        json.put("date", date.toString()).put("value_date", date.toString());
        if (!pending) {
            json.put("booking_date", date.toString());
        }
        json.put("state", pending ? "PENDING" : "PROCESSED")
                .put("type", credit ? "CREDIT" : "DEBIT")
                .put("method", "sct_instant".equals(method()) ? "INSTANT" : "TRANSFER");
        json.set("amount", Json.amount(amount, currency));
        return json;
    }

    private @Nullable String method() {
        return asToldInTheResult.path("transfer_method").asString(null);
    }

    /** In the words of the bank's forms. */
    String asSentence() {
        int decimals = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        return "Pay " + BigDecimal.valueOf(amount, decimals).toPlainString() + " " + currency + " to " + recipientName;
    }
}
