package io.github.kosmasdk.playground;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One account of a consumer at a test bank.
 *
 * @param id the id on the wire, good for one session only
 * @param number what stays the same over all sessions and seeds the account's history
 */
record Account(
        String id,
        String number,
        @Nullable String iban,
        @Nullable String accountNumber,
        @Nullable String bankCode,
        @Nullable String bic,
        String alias,
        String holderName,
        boolean withAddress,
        String country,
        String transferType,
        String accountType,
        String currency,
        Set<FlowType> flows,
        Life life,
        long openingBalance,
        long limit,
        boolean allBalances) {

    /** What happens on the account from month to month. */
    enum Life {
        HOUSEHOLD,
        SAVINGS
    }

    boolean allows(FlowType type) {
        return type == FlowType.ACCOUNTS
                || flows.contains(type == FlowType.INSIGHTS_REFRESH ? FlowType.TRANSACTIONS : type);
    }

    Account withId(String newId) {
        return new Account(
                newId,
                number,
                iban,
                accountNumber,
                bankCode,
                bic,
                alias,
                holderName,
                withAddress,
                country,
                transferType,
                accountType,
                currency,
                flows,
                life,
                openingBalance,
                limit,
                allBalances);
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object().put("id", id).put("alias", alias);
        putIfPresent(json, "account_number", accountNumber);
        putIfPresent(json, "iban", iban);
        json.put("holder_name", holderName);
        if (withAddress) {
            json.putObject("holder_address")
                    .put("street_address", "Lindenweg 4")
                    .put("postalcode", "80331")
                    .put("city", "München")
                    .put("region", "Bayern")
                    .put("country", country);
        }
        putIfPresent(json, "bank_code", bankCode);
        putIfPresent(json, "bic", bic);
        json.putObject("bank_address").put("country", country);
        json.put("transfer_type", transferType).put("account_type", accountType);
        ObjectNode capabilities = json.putObject("capabilities");
        for (FlowType type : EnumSet.range(FlowType.ACCOUNT_DETAILS, FlowType.TRANSFER)) {
            capabilities.putObject(type.key()).put("available", flows.contains(type));
        }
        return json;
    }

    private static void putIfPresent(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
