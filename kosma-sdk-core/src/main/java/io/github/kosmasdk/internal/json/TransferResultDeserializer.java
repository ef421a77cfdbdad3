package io.github.kosmasdk.internal.json;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.account.Account;
import io.github.kosmasdk.account.BankReferences;
import io.github.kosmasdk.consent.TransferToken;
import io.github.kosmasdk.payment.Transfer;
import io.github.kosmasdk.payment.TransferMethod;
import io.github.kosmasdk.payment.TransferResult;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * Reads the result of a transfer, of which no page of the contract is left: a member of another shape counts as absent.
 * The money has moved by then, so nothing in it may make the answer unreadable.
 */
final class TransferResultDeserializer extends StdDeserializer<TransferResult> {

    private static final Set<String> OF_THE_RESULT = Set.of("type", "transfer_id", "transfer_token", "transfer");
    private static final Set<String> OF_A_TRANSFER = Set.of(
            "transfer_id",
            "transfer_token",
            "from",
            "to",
            "amount",
            "reference",
            "bank_references",
            "transfer_method",
            "preferred_date");

    TransferResultDeserializer() {
        super(TransferResult.class);
    }

    @Override
    public TransferResult deserialize(JsonParser parser, DeserializationContext context) {
        JsonNode result = context.readTree(parser);
        JsonNode transfer = result.path("transfer");
        Unknowns.members(result, OF_THE_RESULT, "data", "result");
        Unknowns.members(transfer, OF_A_TRANSFER, "data", "result", "transfer");
        return new TransferResult(
                text(result, "transfer_id").or(() -> text(transfer, "transfer_id")),
                text(result, "transfer_token")
                        .or(() -> text(transfer, "transfer_token"))
                        .map(TransferToken::new),
                transfer.isObject() ? Optional.of(transfer(transfer, context)) : Optional.empty());
    }

    private static Transfer transfer(JsonNode transfer, DeserializationContext context) {
        return new Transfer(
                member(transfer, "from", Account.class, context),
                member(transfer, "to", Account.class, context),
                member(transfer, "amount", Amount.class, context),
                text(transfer, "reference"),
                member(transfer, "bank_references", BankReferences.class, context),
                text(transfer, "transfer_method").map(word -> OpenEnum.of(TransferMethod.class, word)),
                member(transfer, "preferred_date", LocalDate.class, context));
    }

    private static <T> Optional<T> member(JsonNode owner, String name, Class<T> type, DeserializationContext context) {
        JsonNode value = owner.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(context.readTreeAsValue(value, type));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(JsonNode owner, String name) {
        JsonNode value = owner.path(name);
        return value.isString() || value.isNumber() ? Optional.of(value.asString()) : Optional.empty();
    }
}
