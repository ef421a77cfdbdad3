package io.github.kosmasdk.account;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.flow.FlowType;
import io.github.kosmasdk.internal.Maps;
import io.github.kosmasdk.internal.mask.Masks;
import java.util.Map;
import java.util.Optional;

/**
 * An account: one of the consumer's, or the other side of a transaction. Every member can be missing; banks differ.
 *
 * @param id the id for later flows of the same session; not stable across sessions; absent on counter parties
 * @param alias the consumer's own name for the account
 * @param accountNumber the national account number
 * @param iban the IBAN
 * @param holderName the holder, in the bank's own free format; not guaranteed to be right
 * @param holderAddress the holder's address
 * @param bankCode the national bank code
 * @param bic the BIC
 * @param nationalBranchCode the national branch code
 * @param bankName the bank
 * @param bankAddress the bank's address
 * @param transferType which transfers it can make; see {@link #transferTypeOrNone()}
 * @param accountType its kind
 * @param balance its balance, where the bank gives it along
 * @param capabilities which flows it can serve, by flow key
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/objects/account.html">Account</a>
 */
public record Account(
        Optional<String> id,
        Optional<String> alias,
        Optional<String> accountNumber,
        Optional<String> iban,
        Optional<String> holderName,
        Optional<Address> holderAddress,
        Optional<String> bankCode,
        Optional<String> bic,
        Optional<String> nationalBranchCode,
        Optional<String> bankName,
        Optional<Address> bankAddress,
        Optional<OpenEnum<TransferType>> transferType,
        Optional<OpenEnum<AccountType>> accountType,
        Optional<Amount> balance,
        Map<String, Capability> capabilities) {

    /** Takes the map as it came, absent as empty. */
    public Account {
        capabilities = Maps.copy(capabilities);
    }

    /**
     * Which transfers the account can make, where a missing or unknown type counts as none, as the service asks of its
     * users.
     *
     * @return the type
     */
    public TransferType transferTypeOrNone() {
        return transferType.flatMap(OpenEnum::known).orElse(TransferType.NONE);
    }

    /**
     * Whether the account can serve a kind of flow.
     *
     * @param type the kind
     * @return the answer, empty when the bank did not say
     */
    public Optional<Boolean> supports(FlowType<?> type) {
        return Optional.ofNullable(capabilities.get(type.key())).map(Capability::available);
    }

    /** Kind and masked IBAN; names, numbers and balances stay hidden. */
    @Override
    public String toString() {
        return "Account[" + accountType.map(OpenEnum::value).orElse("unknown type") + ", "
                + iban.map(Masks::iban).orElse("no IBAN") + "]";
    }
}
