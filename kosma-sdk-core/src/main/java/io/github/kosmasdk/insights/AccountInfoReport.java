package io.github.kosmasdk.insights;

import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.account.AccountType;
import io.github.kosmasdk.account.TransferType;
import io.github.kosmasdk.internal.Lists;
import io.github.kosmasdk.internal.Maps;
import io.github.kosmasdk.internal.mask.Masks;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an account is.
 *
 * @param insightsConsumerId the consumer
 * @param insightsAccountIds the account, or all of them where they are combined
 * @param accountAlias the consumer's own name for it
 * @param holderName the holder, in the bank's own free format; not guaranteed to be right
 * @param currency ISO 4217 code
 * @param iban the IBAN
 * @param accountNumber the national account number
 * @param bic the BIC
 * @param bankCode the national bank code
 * @param bankName the bank
 * @param country a country, ISO 3166-1 alpha-2; whether the holder's or the account's is not documented
 * @param accountType its kind
 * @param transferType which transfers it can make
 * @param refreshedAt when the data behind it was read from the bank
 * @param accountsGroupId the same for accounts that belong together
 * @param oldestTransactionDate the oldest transaction that is known, a hint how old the account is
 * @param consentExpectedExpiryDate until when a stored consent is expected to live; empty when none is stored
 * @param bankCountry the bank's country
 * @param bankKrn the name of the bank at the service
 * @param integrationKrn the name of the connection
 * @param subIntegrationKrn the name of the way within the connection
 * @param labels your own labels
 * @see <a href="https://docs.openbanking.klarna.com/acin/reports/account-info.html">Account info report</a>
 */
public record AccountInfoReport(
        Optional<String> insightsConsumerId,
        List<String> insightsAccountIds,
        Optional<String> accountAlias,
        Optional<String> holderName,
        Optional<String> currency,
        Optional<String> iban,
        Optional<String> accountNumber,
        Optional<String> bic,
        Optional<String> bankCode,
        Optional<String> bankName,
        Optional<String> country,
        Optional<OpenEnum<AccountType>> accountType,
        Optional<OpenEnum<TransferType>> transferType,
        Optional<Instant> refreshedAt,
        Optional<String> accountsGroupId,
        Optional<LocalDate> oldestTransactionDate,
        Optional<LocalDate> consentExpectedExpiryDate,
        Optional<String> bankCountry,
        Optional<String> bankKrn,
        Optional<String> integrationKrn,
        Optional<String> subIntegrationKrn,
        Map<String, String> labels) {

    /** Takes lists as they came, absent as empty. */
    public AccountInfoReport {
        insightsAccountIds = Lists.copy(insightsAccountIds);
        labels = Maps.copy(labels);
    }

    /** Kind and masked IBAN; the rest is personal data. */
    @Override
    public String toString() {
        return "AccountInfoReport[" + accountType.map(OpenEnum::value).orElse("unknown type") + ", "
                + iban.map(Masks::iban).orElse("no IBAN") + "]";
    }
}
