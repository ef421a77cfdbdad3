package io.github.kosmasdk.payment;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.account.AccountTarget;
import io.github.kosmasdk.account.Address;
import io.github.kosmasdk.account.AllowedAccounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.iban4j.BicUtil;
import org.iban4j.Iban4jException;
import org.iban4j.IbanFormatException;
import org.iban4j.IbanFormatException.IbanFormatViolation;
import org.iban4j.IbanUtil;
import org.iban4j.InvalidCheckDigitException;
import org.iban4j.UnsupportedCountryException;
import org.jspecify.annotations.Nullable;

/**
 * What makes a transfer one that the service would refuse. Every rule looks at what is there, so that all that is
 * broken is found at once. A message names no account: it can end up in a log.
 */
final class TransferRules {

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern MERCHANT_CATEGORY = Pattern.compile("[0-9]{4}");
    private static final Pattern PURPOSE = Pattern.compile("[A-Z0-9]{1,4}");
    private static final Pattern MEMBER = Pattern.compile("[^\\s\\p{Cntrl}]+");
    private static final String NO_CURRENCY =
            "', which is no ISO 4217 code of a currency with minor units, such as EUR";
    private static final int END_TO_END_LENGTH = 35;

    private static final Set<String> MEMBERS = Set.of(
            "iban",
            "account_id",
            "account_number",
            "allowed_accounts",
            "amount",
            "reference",
            "bank_references",
            "merchant_category_code",
            "purpose_code",
            "transfer_method",
            "preferred_date",
            "to",
            "keys");
    private static final Set<String> MEMBERS_OF_TO = Set.of(
            "iban", "holder_name", "holder_address", "bic", "bank_name", "bank_address", "account_number", "bank_code");

    private final List<TransferProblem> broken = new ArrayList<>();

    List<TransferProblem> broken() {
        return broken;
    }

    TransferRules source(@Nullable AccountTarget source) {
        if (source == null) {
            return add("iban", "is missing: name an account, or let the consumer choose");
        }
        List<String> named = new ArrayList<>();
        source.iban().ifPresent(iban -> named.add("iban"));
        source.accountId().ifPresent(id -> named.add("account_id"));
        source.accountNumber().ifPresent(number -> named.add("account_number"));
        if (named.size() > 1) {
            add(named.get(1), "does not go together with " + named.get(0) + ": name the account one way");
        }
        if (!named.isEmpty() && source.allowedAccounts().isPresent()) {
            add("allowed_accounts", "does not go together with " + named.get(0) + ": there is nothing left to choose");
        }
        source.iban().ifPresent(iban -> iban("iban", iban));
        source.accountId().ifPresent(id -> text("account_id", id));
        source.accountNumber().ifPresent(number -> text("account_number", number));
        source.allowedAccounts().map(AllowedAccounts::currencies).orElse(List.of()).stream()
                .filter(currency -> !isCurrency(currency))
                .forEach(currency -> add("allowed_accounts.currencies", "holds '" + currency + NO_CURRENCY));
        return this;
    }

    TransferRules amount(@Nullable Amount amount, Optional<TransferMethod> method) {
        if (amount == null) {
            return add("amount", "is missing");
        }
        if (amount.minorUnits() <= 0) {
            add("amount.amount", "must be above zero, not " + amount.minorUnits());
        }
        if (!isCurrency(amount.currency())) {
            add("amount.currency", "is '" + amount.currency() + NO_CURRENCY);
        } else if (method.isPresent() && !amount.currency().equals("EUR")) {
            add(
                    "amount.currency",
                    "is " + amount.currency() + ", but " + method.get().wireName() + " moves EUR only");
        }
        return this;
    }

    TransferRules reference(@Nullable String reference) {
        return requiredText("reference", reference);
    }

    TransferRules bankReferences(Optional<TransferReferences> references) {
        references.ifPresent(all -> {
            all.unstructured().ifPresent(text -> text("bank_references.unstructured", text));
            all.structured().ifPresent(text -> text("bank_references.structured", text));
            all.endToEnd().ifPresent(text -> {
                text("bank_references.end_to_end", text);
                if (text.length() > END_TO_END_LENGTH) {
                    add(
                            "bank_references.end_to_end",
                            "has " + text.length() + " characters, and banks keep only " + END_TO_END_LENGTH);
                }
            });
            all.message().ifPresent(text -> text("bank_references.message", text));
            all.opposingMessage().ifPresent(text -> text("bank_references.opposing_message", text));
            all.national().ifPresent(text -> text("bank_references.national", text));
        });
        return this;
    }

    TransferRules codes(Optional<String> merchantCategoryCode, Optional<String> purposeCode) {
        merchantCategoryCode
                .filter(code -> !MERCHANT_CATEGORY.matcher(code).matches())
                .ifPresent(code -> add("merchant_category_code", "is '" + code + "', not four digits such as 5732"));
        purposeCode
                .filter(code -> !PURPOSE.matcher(code).matches())
                .ifPresent(code -> add("purpose_code", "is '" + code + "', not up to four capitals such as GDDS"));
        return this;
    }

    TransferRules to(@Nullable Recipient to) {
        if (to == null) {
            return add("to", "is missing");
        }
        if (to.iban().isEmpty() && to.accountNumber().isEmpty()) {
            add("to.iban", "is missing, and to.account_number too: one of them says where the money goes");
        }
        to.iban().ifPresent(iban -> iban("to.iban", iban));
        requiredText("to.holder_name", to.holderName().orElse(null));
        to.holderAddress().ifPresent(address -> address("to.holder_address", address));
        to.bic().ifPresent(bic -> bic("to.bic", bic));
        to.bankName().ifPresent(text -> text("to.bank_name", text));
        to.bankAddress().ifPresent(address -> address("to.bank_address", address));
        to.accountNumber().ifPresent(text -> text("to.account_number", text));
        to.bankCode().ifPresent(text -> text("to.bank_code", text));
        names("to.", to.extension().members(), MEMBERS_OF_TO);
        return this;
    }

    TransferRules extension(TransferExtension extension) {
        names("", extension.members(), MEMBERS);
        return this;
    }

    private static boolean isCurrency(String code) {
        return CURRENCY.matcher(code).matches() && Amount.fractionDigits(code).isPresent();
    }

    private void iban(String member, String iban) {
        if (iban.isBlank()) {
            add(member, "is blank");
        } else if (iban.chars().anyMatch(Character::isWhitespace)) {
            add(member, "holds a space: write it without, as in DE89370400440532013000");
        } else {
            try {
                IbanUtil.validate(iban);
            } catch (InvalidCheckDigitException e) {
                add(member, "has check digits that do not fit: a digit is wrong, or two have changed places");
            } catch (UnsupportedCountryException e) {
                add(member, "begins with the letters of a country that has no IBAN");
            } catch (IbanFormatException e) {
                add(member, ibanTrouble(e));
            }
        }
    }

    private static String ibanTrouble(IbanFormatException trouble) {
        IbanFormatViolation violation = trouble.getFormatViolation();
        if (violation == IbanFormatViolation.BBAN_LENGTH) {
            return "has the wrong length for its country";
        }
        return violation.name().startsWith("COUNTRY_CODE")
                ? "does not begin with the two capitals of a country"
                : "is no IBAN: it has a character that does not belong there";
    }

    private void bic(String member, String bic) {
        try {
            BicUtil.validate(bic);
        } catch (Iban4jException e) {
            add(member, "is no BIC: it has 8 or 11 capitals and digits, the fifth and sixth name a country");
        }
    }

    private void address(String member, Address address) {
        address.country()
                .filter(country -> !COUNTRY.matcher(country).matches())
                .ifPresent(country ->
                        add(member + ".country", "is '" + country + "', not the two capitals of a country such as DE"));
    }

    private TransferRules requiredText(String member, @Nullable String text) {
        return text == null ? add(member, "is missing") : text(member, text);
    }

    private TransferRules text(String member, String text) {
        if (text.isBlank()) {
            return add(member, "is blank");
        }
        return text.chars().anyMatch(Character::isISOControl)
                ? add(member, "holds a line break or another control character")
                : this;
    }

    private void names(String owner, Map<String, Object> members, Set<String> taken) {
        for (String name : members.keySet()) {
            if (taken.contains(name)) {
                add(owner + name, "is a member of its own: set it there, not in the extension");
            } else if (!MEMBER.matcher(name).matches()) {
                add(owner + "extension", "holds a member whose name is '" + name + "', which is none");
            }
        }
    }

    private TransferRules add(String member, String message) {
        broken.add(new TransferProblem(member, message));
        return this;
    }
}
