package io.github.kosmasdk.payment;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.account.AccountTarget;
import io.github.kosmasdk.account.AccountType;
import io.github.kosmasdk.account.Address;
import io.github.kosmasdk.account.AllowedAccounts;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A payment of {@code wrong-payments.txt}.
 *
 * @param title what is wrong with it
 * @param changes what makes it wrong, line by line
 * @param says what it says
 */
record WrongPayment(String title, List<String> changes, List<String> says) {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T09:00:00Z"), ZoneId.of("Europe/Berlin"));

    static List<WrongPayment> all() throws IOException {
        List<WrongPayment> all = new ArrayList<>();
        try (InputStream file = WrongPayment.class.getResourceAsStream("wrong-payments.txt")) {
            for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (line.startsWith("    ! ")) {
                    last(all).says.add(line.substring(6));
                } else if (line.startsWith("    ")) {
                    last(all).changes.add(line.strip());
                } else if (!line.isEmpty() && !line.startsWith("#")) {
                    all.add(new WrongPayment(line, new ArrayList<>(), new ArrayList<>()));
                }
            }
        }
        return all;
    }

    private static WrongPayment last(List<WrongPayment> all) {
        return all.get(all.size() - 1);
    }

    /** The good payment that all of them are made from. */
    static Map<String, String> good() {
        return new TreeMap<>(Map.of(
                "amount", "129.99 EUR",
                "reference", "Order 4711",
                "to.iban", "DE89370400440532013000",
                "to.holder_name", "Example Shop GmbH"));
    }

    TransferRequest build() {
        Map<String, String> members = good();
        for (String change : changes) {
            if (change.startsWith("- ")) {
                String gone = change.substring(2);
                members.keySet().removeIf(member -> member.equals(gone) || member.startsWith(gone + "."));
            } else {
                String[] parts = change.split(": ", 2);
                members.put(parts[0], unquoted(parts[1]));
            }
        }
        return build(members);
    }

    private static String unquoted(String value) {
        return value.startsWith("\"")
                ? value.substring(1, value.length() - 1).replace("\\n", "\n").replace("\\t", "\t")
                : value;
    }

    static TransferRequest build(Map<String, String> given) {
        Map<String, String> members = new TreeMap<>(given);
        TransferRequest.Builder request = TransferRequest.builder().clock(CLOCK);
        Recipient.Builder to = Recipient.builder();
        TransferReferences.Builder references = TransferReferences.builder();
        boolean hasReferences = members.keySet().stream().anyMatch(name -> name.startsWith("bank_references."));
        boolean hasRecipient = members.keySet().stream().anyMatch(name -> name.startsWith("to."));
        request.source(new AccountTarget(
                Optional.ofNullable(members.remove("iban")),
                Optional.ofNullable(members.remove("account_id")),
                Optional.ofNullable(members.remove("account_number")),
                allowedAccounts(members)));
        take(members, "amount", text -> amount(request, text));
        take(members, "reference", request::reference);
        take(members, "merchant_category_code", request::merchantCategoryCode);
        take(members, "purpose_code", request::purposeCode);
        take(
                members,
                "transfer_method",
                word -> request.transferMethod(word.equals("sct") ? TransferMethod.SCT : TransferMethod.SCT_INSTANT));
        take(members, "preferred_date", date -> request.preferredDate(LocalDate.parse(date)));
        take(members, "bank_references.unstructured", references::unstructured);
        take(members, "bank_references.end_to_end", references::endToEnd);
        take(members, "to.iban", to::iban);
        take(members, "to.holder_name", to::holderName);
        take(members, "to.holder_address.country", country -> to.holderAddress(address(country)));
        take(members, "to.bic", to::bic);
        take(members, "to.bank_name", to::bankName);
        take(members, "to.bank_address.country", country -> to.bankAddress(address(country)));
        take(members, "to.account_number", to::accountNumber);
        take(members, "to.bank_code", to::bankCode);
        to.extension(extension(members, "to.extension."));
        request.extension(extension(members, "extension."));
        if (!members.isEmpty()) {
            throw new AssertionError("members that are not known: " + members.keySet());
        }
        if (hasReferences) {
            request.bankReferences(references.build());
        }
        if (hasRecipient) {
            request.to(to.build());
        }
        return request.build();
    }

    private static void amount(TransferRequest.Builder request, String text) {
        String[] parts = text.split(" ");
        request.amount(new BigDecimal(parts[0]), parts[1]);
    }

    private static void take(Map<String, String> members, String name, Consumer<String> setter) {
        String value = members.remove(name);
        if (value != null) {
            setter.accept(value);
        }
    }

    private static Optional<AllowedAccounts> allowedAccounts(Map<String, String> members) {
        String types = members.remove("allowed_accounts.account_types");
        String currencies = members.remove("allowed_accounts.currencies");
        return types == null && currencies == null
                ? Optional.empty()
                : Optional.of(new AllowedAccounts(
                        types == null ? List.of() : List.of(AccountType.valueOf(types)),
                        List.of(),
                        currencies == null ? List.of() : List.of(currencies)));
    }

    private static Address address(String country) {
        return new Address(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(country));
    }

    private static TransferExtension extension(Map<String, String> members, String prefix) {
        TransferExtension.Builder extension = TransferExtension.builder();
        for (String name : List.copyOf(members.keySet())) {
            if (name.startsWith(prefix)) {
                extension.put(name.substring(prefix.length()), members.remove(name));
            }
        }
        return extension.build();
    }

    /** How the good payment reads with the amount as a value. */
    static Amount goodAmount() {
        return new Amount(12_999, "EUR");
    }

    @Override
    public String toString() {
        return title;
    }
}
