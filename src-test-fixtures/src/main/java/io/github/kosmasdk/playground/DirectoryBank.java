package io.github.kosmasdk.playground;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A bank as the directory tells it.
 *
 * @param pays whether it takes transfers at all
 * @param instant whether it takes instant ones too
 */
record DirectoryBank(
        String name,
        String country,
        List<String> codes,
        List<String> bics,
        Address address,
        int popularity,
        List<String> authentications,
        List<String> authorizations,
        boolean pays,
        boolean instant) {

    /** Where its head office is. */
    record Address(String street, String postalCode, String city) {}

    boolean takes(TransferMethod method) {
        return pays && (instant || method == TransferMethod.SCT);
    }

    /** How money can be sent from it. */
    enum TransferMethod {
        SCT,
        SCT_INSTANT
    }

    boolean isCalled(String part) {
        return name.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    boolean hasCode(String code) {
        return codes.stream().anyMatch(code::equalsIgnoreCase);
    }

    /** A BIC of eight characters stands for all branches. */
    boolean hasBic(String bic) {
        String upperCase = bic.toUpperCase(Locale.ROOT);
        return bics.stream()
                .anyMatch(known -> known.equals(upperCase) || upperCase.length() == 8 && known.startsWith(upperCase));
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object().put("bank_name", name).put("country_code", country);
        json.set("bank_codes", Json.array(codes));
        json.set("bics", Json.array(bics));
        json.putObject("address")
                .put("street_address", address.street)
                .put("postal_code", address.postalCode)
                .put("city", address.city)
                .put("country", country);
        json.put("popularity", popularity);
        json.set("authentication_methods", Json.array(authentications));
        json.set("authorization_methods", Json.array(authorizations));
        ArrayNode methods = json.putArray("transfer_methods");
        for (TransferMethod method : TransferMethod.values()) {
            if (takes(method)) {
                methods.add(method.name());
            }
        }
        json.putObject("tokenizable").put("ais", true).put("pis", pays);
        ObjectNode flows = json.putObject("flows");
        for (FlowType flow : FlowType.values()) {
            flows.putObject(flow.key()).put("supported", flow != FlowType.TRANSFER || pays);
        }
        return json;
    }
}
