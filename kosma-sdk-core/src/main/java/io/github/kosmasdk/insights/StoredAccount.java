package io.github.kosmasdk.insights;

import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.account.AccountType;
import io.github.kosmasdk.account.Address;
import io.github.kosmasdk.account.TransferType;
import io.github.kosmasdk.internal.Maps;
import io.github.kosmasdk.internal.mask.Masks;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * An account in the storage, from a bank or your own.
 *
 * @param insightsAccountId its id
 * @param iban the IBAN
 * @param accountNumber the national account number
 * @param alias the consumer's own name for it
 * @param bic the BIC
 * @param bankCode the national bank code
 * @param holderName the holder, in the bank's own free format; not guaranteed to be right
 * @param accountType its kind
 * @param transferType which transfers it can make
 * @param currency ISO 4217 code, {@code XXX} when it is not known
 * @param holderAddress the holder's address
 * @param labels your own labels
 * @param refreshedAt when it was stored or refreshed last
 * @param consentExpectedExpiryDate until when a stored consent is expected to live; empty when none is stored
 * @param accountsGroupId the same for accounts that belong together
 * @see <a href="https://docs.openbanking.klarna.com/acin/storage/accounts/list-accounts.html">List accounts</a>
 */
public record StoredAccount(
        Optional<String> insightsAccountId,
        Optional<String> iban,
        Optional<String> accountNumber,
        Optional<String> alias,
        Optional<String> bic,
        Optional<String> bankCode,
        Optional<String> holderName,
        Optional<OpenEnum<AccountType>> accountType,
        Optional<OpenEnum<TransferType>> transferType,
        Optional<String> currency,
        Optional<Address> holderAddress,
        Map<String, String> labels,
        Optional<Instant> refreshedAt,
        Optional<LocalDate> consentExpectedExpiryDate,
        Optional<String> accountsGroupId) {

    /** Takes the labels as they came, absent as empty. */
    public StoredAccount {
        labels = Maps.copy(labels);
    }

    /** Kind and masked IBAN; all else stays hidden. */
    @Override
    public String toString() {
        return "StoredAccount[" + accountType.map(OpenEnum::value).orElse("unknown type") + ", "
                + iban.map(Masks::iban).orElse("no IBAN") + "]";
    }
}
