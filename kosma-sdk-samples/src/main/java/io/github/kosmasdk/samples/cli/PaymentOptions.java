package io.github.kosmasdk.samples.cli;

import io.github.kosmasdk.account.AccountTarget;
import io.github.kosmasdk.payment.InvalidTransferException;
import io.github.kosmasdk.payment.Recipient;
import io.github.kosmasdk.payment.TransferMethod;
import io.github.kosmasdk.payment.TransferProblem;
import io.github.kosmasdk.payment.TransferRequest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The options of {@code pay}. Whatever is wrong with them is said at once. */
final class PaymentOptions {

    static final String AMOUNT = "--amount";
    static final String CURRENCY = "--currency";
    static final String TO = "--to";
    static final String NAME = "--name";
    static final String REFERENCE = "--reference";
    static final String INSTANT = "--instant";

    private static final List<String> REQUIRED = List.of(AMOUNT, CURRENCY, TO, NAME, REFERENCE);
    private static final Map<String, String> OPTION_OF = Map.of(
            "amount.amount", AMOUNT,
            "amount.currency", CURRENCY,
            "to.iban", TO,
            "to.holder_name", NAME,
            "reference", REFERENCE,
            "iban", "--account",
            "account_id", "--account");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,15}([.][0-9]{1,9})?");

    private PaymentOptions() {}

    /**
     * Makes the transfer.
     *
     * @param values the options as they were typed, each without spaces around it
     * @param source the account the money comes from
     * @throws Arguments.WrongUsage naming every option that is missing or wrong
     */
    static TransferRequest transfer(Map<String, String> values, AccountTarget source) {
        Set<String> missing = REQUIRED.stream()
                .filter(option -> values.getOrDefault(option, "").isEmpty())
                .collect(Collectors.toSet());
        List<String> problems = new ArrayList<>();
        REQUIRED.stream().filter(missing::contains).forEach(option -> problems.add(option + " is missing"));

        String amount = values.getOrDefault(AMOUNT, "");
        boolean number = DECIMAL.matcher(amount).matches();
        if (!number && !missing.contains(AMOUNT)) {
            problems.add(AMOUNT + " is '" + amount + "', not a number such as 129.99");
        }
        // what is missing or no number is told already; so that the rest can be checked, 1 and EUR stand in for it
        BigDecimal value = number ? new BigDecimal(amount) : BigDecimal.ONE;
        TransferRequest.Builder transfer = TransferRequest.builder()
                .source(source)
                .to(Recipient.iban(values.getOrDefault(NAME, ""), Arguments.compact(values.getOrDefault(TO, ""))))
                .reference(values.getOrDefault(REFERENCE, ""));
        if (missing.contains(CURRENCY)) {
            transfer.amount(BigDecimal.valueOf(value.signum()), "EUR");
        } else {
            transfer.amount(value, values.getOrDefault(CURRENCY, ""));
        }
        if (values.containsKey(INSTANT)) {
            transfer.transferMethod(TransferMethod.SCT_INSTANT);
        }
        try {
            TransferRequest request = transfer.build();
            if (problems.isEmpty()) {
                return request;
            }
        } catch (InvalidTransferException e) {
            for (TransferProblem problem : e.problems()) {
                String option = OPTION_OF.getOrDefault(problem.member(), "");
                if (!missing.contains(option)) {
                    problems.add((option.isEmpty() ? problem.member() : option + " (" + problem.member() + ")") + " "
                            + problem.message());
                }
            }
        }
        throw new Arguments.WrongUsage(String.join("; ", problems));
    }
}
