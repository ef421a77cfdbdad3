package io.github.kosmasdk.payment;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.account.Account;
import io.github.kosmasdk.account.BankReferences;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A transfer as it was initiated. Every member can be missing; banks differ.
 *
 * @param from the account the money comes from
 * @param to the account it goes to
 * @param amount how much
 * @param reference the payment reference
 * @param bankReferences the references as the bank holds them
 * @param transferMethod how it moves
 * @param preferredDate the wished day of execution
 */
public record Transfer(
        Optional<Account> from,
        Optional<Account> to,
        Optional<Amount> amount,
        Optional<String> reference,
        Optional<BankReferences> bankReferences,
        Optional<OpenEnum<TransferMethod>> transferMethod,
        Optional<LocalDate> preferredDate) {

    /** Both accounts, masked; amount and references stay hidden. */
    @Override
    public String toString() {
        return "Transfer[from " + from.map(Account::toString).orElse("unknown") + " to "
                + to.map(Account::toString).orElse("unknown") + "]";
    }
}
