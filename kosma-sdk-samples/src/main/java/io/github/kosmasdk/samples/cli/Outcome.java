package io.github.kosmasdk.samples.cli;

import static io.github.kosmasdk.error.ErrorCategory.BANK;
import static io.github.kosmasdk.error.ErrorCategory.MAINTENANCE;
import static io.github.kosmasdk.error.ErrorCategory.NOT_SUPPORTED;
import static io.github.kosmasdk.error.ErrorCategory.TECHNICAL;
import static io.github.kosmasdk.error.ErrorCategory.USER;
import static io.github.kosmasdk.error.ErrorCategory.USER_ABORTED;
import static io.github.kosmasdk.error.ErrorCategory.USER_ACCESS_DENIED;
import static io.github.kosmasdk.error.ErrorCategory.USER_ACCESS_DENIED_BLOCKED;
import static io.github.kosmasdk.error.ErrorCategory.USER_ACCESS_DENIED_CREDENTIALS;
import static io.github.kosmasdk.error.ErrorCategory.USER_CONFIGURATION;
import static io.github.kosmasdk.error.ErrorCategory.USER_SESSION;
import static io.github.kosmasdk.error.ErrorCategory.USER_TRANSFER_DENIED;
import static io.github.kosmasdk.error.ErrorCategory.USER_TRANSFER_DENIED_INSUFFICIENT_FUNDS;
import static io.github.kosmasdk.error.ErrorCategory.USER_TRANSFER_DENIED_TRANSFER_TYPE_NOT_POSSIBLE;
import static java.util.Map.entry;

import io.github.kosmasdk.KosmaJson;
import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.account.Account;
import io.github.kosmasdk.consent.TransferState;
import io.github.kosmasdk.error.ErrorCategory;
import io.github.kosmasdk.payment.PaymentResult;
import io.github.kosmasdk.payment.Transfer;
import io.github.kosmasdk.payment.TransferResult;
import io.github.kosmasdk.payment.TransferStateAnswer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a payment, in words a merchant understands.
 *
 * @param result the outcome
 * @param state where the transfer stood right after it was initiated, if that could be asked
 * @param handle the file with the payment's handle, kept while the outcome is unknown
 */
record Outcome(PaymentResult result, Optional<TransferStateAnswer> state, String handle) {

    private record Advice(String who, String helps) {}

    private static final Advice NOBODY_SAID_WHY =
            new Advice("the bank or the service, without saying why", "start another payment, or another way to pay");
    private static final Map<ErrorCategory, Advice> ADVICE = Map.ofEntries(
            entry(
                    USER_TRANSFER_DENIED_INSUFFICIENT_FUNDS,
                    new Advice("the bank: there is not enough money on the account", "another account or way to pay")),
            entry(
                    USER_TRANSFER_DENIED_TRANSFER_TYPE_NOT_POSSIBLE,
                    new Advice(
                            "the bank: this account cannot make this kind of transfer",
                            "another account, or a transfer that is not instant")),
            entry(
                    USER_TRANSFER_DENIED,
                    new Advice("the bank: it does not make this transfer", "another account or way to pay")),
            entry(
                    USER_ACCESS_DENIED_CREDENTIALS,
                    new Advice("the bank: the credentials were wrong", "start again and log in with the right ones")),
            entry(
                    USER_ACCESS_DENIED_BLOCKED,
                    new Advice("the bank: it blocked the consumer's access", "the consumer asks the bank")),
            entry(
                    USER_ACCESS_DENIED,
                    new Advice("the bank: it does not let the consumer in", "another account, or another bank")),
            entry(
                    USER_CONFIGURATION,
                    new Advice("the bank: the consumer has to set something up", "the consumer logs in at the bank")),
            entry(USER_SESSION, new Advice("the bank: the consumer's session ended", "start again")),
            entry(USER_ABORTED, new Advice("the consumer", "ask the consumer, or offer another way to pay")),
            entry(USER, new Advice("the consumer, or the bank for the consumer's sake", "ask the consumer")),
            entry(BANK, new Advice("the bank: it has trouble of its own", "try again later")),
            entry(MAINTENANCE, new Advice("the bank: it is in maintenance", "try again later")),
            entry(TECHNICAL, new Advice("the service: it has trouble of its own", "try again later")),
            entry(NOT_SUPPORTED, new Advice("the service: this bank cannot do it", "another bank, or another way")));

    private static final Map<TransferState, String> STATES = Map.of(
            TransferState.AUTHORIZED, "not booked yet, the bank can still reject it",
            TransferState.COMPLETED_DEBTOR, "booked on the payer's account, on its way",
            TransferState.COMPLETED_CREDITOR, "arrived",
            TransferState.CANCELED, "canceled, the money does not arrive",
            TransferState.REJECTED, "rejected by the bank, the money does not arrive");

    /** Whether the transfer was initiated, and the bank has not rejected it since. */
    boolean isGood() {
        return result instanceof PaymentResult.Initiated
                && state.flatMap(TransferStateAnswer::state)
                        .filter(word -> word.is(TransferState.REJECTED) || word.is(TransferState.CANCELED))
                        .isEmpty();
    }

    String text() {
        Lines lines = new Lines();
        if (result instanceof PaymentResult.Initiated initiated) {
            lines.head("initiated (not yet to say booked): the consumer authorised the transfer and the bank took it");
            initiated.transfer().transfer().ifPresent(transfer -> lines(transfer, lines));
            initiated.transfer().transferId().ifPresent(id -> lines.add("transfer id", id));
            lines.add(
                    "state",
                    state.flatMap(TransferStateAnswer::state)
                            .map(Outcome::inWords)
                            .orElse("not told: the bank can still reject it"));
            return lines.toString();
        }
        if (result instanceof PaymentResult.Denied denied) {
            return denied(denied, lines);
        }
        if (result instanceof PaymentResult.Aborted) {
            return lines.head("aborted: the payment was called off before it came to a result")
                    .head("This is no proof that nothing moved: look at the account before you pay again.")
                    .toString();
        }
        lines.head("outcome unknown: the payment may have been made, or may still be made. Do not pay again.");
        unknownBecause().ifPresent(why -> lines.add("why", why));
        return lines.add("find out", "kosma-sample resolve --handle=" + handle + ", with the same settings")
                .add("until then", "the session stays open, and the handle is a secret")
                .toString();
    }

    String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        if (result instanceof PaymentResult.Initiated initiated) {
            TransferResult transfer = initiated.transfer();
            json.put("outcome", "initiated");
            // without the token: it is a secret, and asking for the state has used it up
            json.put("result", new TransferResult(transfer.transferId(), Optional.empty(), transfer.transfer()));
            state.flatMap(TransferStateAnswer::state).ifPresent(word -> json.put("transfer_state", word.value()));
            state.flatMap(TransferStateAnswer::bankState).ifPresent(word -> json.put("bank_transfer_state", word));
        } else if (result instanceof PaymentResult.Denied denied) {
            json.put("outcome", "denied");
            json.put("certain", denied.certain());
            json.put("error", denied.error());
            denied.failure().ifPresent(failure -> json.put("failure", message(failure)));
        } else if (result instanceof PaymentResult.Aborted) {
            json.put("outcome", "aborted");
        } else {
            json.put("outcome", "unknown");
            unknownBecause().ifPresent(why -> json.put("failure", why));
            json.put("handle", handle);
        }
        return KosmaJson.write(json);
    }

    private static String denied(PaymentResult.Denied denied, Lines lines) {
        lines.head(
                denied.certain()
                        ? "denied: no transfer was initiated, and none will be"
                        : "denied: the transfer failed for trouble at the bank or the service; look at the account before"
                                + " you pay again");
        Optional<Advice> advice = advice(denied.category());
        if (advice.isEmpty() && denied.failure().isPresent()) {
            return lines.add("why", "it could not be started")
                    .add("failure", message(denied.failure().get()))
                    .add("what helps", "remove the cause, then start another payment")
                    .toString();
        }
        lines.add("who said no", advice.orElse(NOBODY_SAID_WHY).who())
                .add("what helps", advice.orElse(NOBODY_SAID_WHY).helps());
        return denied.failure()
                .map(failure -> lines.add("failure", message(failure)))
                .orElseGet(() -> lines.add("error", denied.error().toString()))
                .toString();
    }

    private static Optional<Advice> advice(ErrorCategory category) {
        return Optional.ofNullable(ADVICE.get(category))
                .or(() -> category.parent().flatMap(Outcome::advice));
    }

    private static void lines(Transfer transfer, Lines lines) {
        transfer.amount().ifPresent(amount -> lines.add("amount", Tables.plain(amount)));
        transfer.to().ifPresent(account -> lines.add("to", named(account, number(account))));
        transfer.from().ifPresent(account -> lines.add("from", named(account, masked(number(account)))));
        transfer.reference().ifPresent(reference -> lines.add("reference", reference));
        transfer.transferMethod().ifPresent(method -> lines.add("method", method.value()));
    }

    private static String named(Account account, String number) {
        return account.holderName().map(name -> name + ", " + number).orElse(number);
    }

    private static String number(Account account) {
        return account.iban().or(account::accountNumber).orElse("");
    }

    private static String masked(String number) {
        return number.length() < 12 ? "***" : number.substring(0, 4) + "…" + number.substring(number.length() - 4);
    }

    private static String inWords(OpenEnum<TransferState> state) {
        return state.value()
                + state.known().map(STATES::get).map(words -> ": " + words).orElse("");
    }

    private Optional<String> unknownBecause() {
        return result instanceof PaymentResult.OutcomeUnknown unknown
                ? unknown.failure().map(Outcome::message)
                : Optional.empty();
    }

    private static String message(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    /** Names and what belongs to them, below each other. */
    private static final class Lines {

        private final StringBuilder text = new StringBuilder();

        Lines head(String line) {
            text.append(line).append('\n');
            return this;
        }

        Lines add(String name, String value) {
            text.append(String.format("  %-12s %s\n", name, Tables.onOneLine(value)));
            return this;
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
