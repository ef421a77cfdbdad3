package io.github.kosmasdk.kyc;

import io.github.kosmasdk.account.Account;
import io.github.kosmasdk.account.Address;
import io.github.kosmasdk.insights.AccountInfoReport;
import io.github.kosmasdk.internal.mask.Masks;
import java.util.Objects;
import java.util.Optional;

/**
 * What a bank says of an account and its holder, wherever it was read: an account of a flow or of a consent call, or a
 * report.
 *
 * <p>The name is free text. Its format differs from bank to bank, some banks let their customers edit it, and nobody guarantees
 * it; a joint account has all holders in this one text.
 *
 * @param holderName the holder
 * @param iban the IBAN
 * @param accountNumber the national account number
 * @param bankCode the national bank code
 * @param address the holder's address
 */
public record BankRecord(
        Optional<String> holderName,
        Optional<String> iban,
        Optional<String> accountNumber,
        Optional<String> bankCode,
        Optional<Address> address) {

    /** Checks the parts. */
    public BankRecord {
        Objects.requireNonNull(holderName, "holderName");
        Objects.requireNonNull(iban, "iban");
        Objects.requireNonNull(accountNumber, "accountNumber");
        Objects.requireNonNull(bankCode, "bankCode");
        Objects.requireNonNull(address, "address");
    }

    /**
     * An account as a flow or a consent call gave it.
     *
     * @param account the account
     * @return what it says of its holder
     */
    public static BankRecord of(Account account) {
        return new BankRecord(
                account.holderName(),
                account.iban(),
                account.accountNumber(),
                account.bankCode(),
                account.holderAddress());
    }

    /**
     * An account as an Insights report gave it. The country in a report counts as no address: whose it is, nobody says.
     *
     * @param report the account info report
     * @return what it says of its holder
     */
    public static BankRecord of(AccountInfoReport report) {
        return new BankRecord(
                report.holderName(), report.iban(), report.accountNumber(), report.bankCode(), Optional.empty());
    }

    /** The masked IBAN; names and addresses stay hidden. */
    @Override
    public String toString() {
        return "BankRecord[" + iban.map(Masks::iban).orElse("no IBAN") + "]";
    }
}
