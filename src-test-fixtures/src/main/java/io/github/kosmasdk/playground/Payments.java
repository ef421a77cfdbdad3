package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.Session.Login;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/** What the test banks make of a transfer, from the choice of the account to the result. */
final class Payments {
    /** Users whose transfers take another course; the names are the playground's own. */
    static final String SCA_METHODS = "sca-methods";

    static final String DENIED = "transfer-denied";
    static final String DENIED_DECOUPLED = "transfer-denied-decoupled";
    static final String LATER_REJECTED = "transfer-rejected";
    static final String STATE_TROUBLE = "state-trouble";
    static final String FORCE_TAN = "force-tan";

    private final Books books;
    private final Results results;
    private final Consents consents;

    Payments(Books books, Results results, Consents consents) {
        this.books = books;
        this.results = results;
        this.consents = consents;
    }

    /** The transfer of a new flow goes into the books. */
    void start(Flow flow) {
        books.start(flow, order(flow));
        flow.whenOver = state -> books.over(flow, state);
    }

    /** @throws FlowFailure when this account cannot pay this transfer */
    void charge(Flow flow, Login login, Account account) {
        requirePossible(order(flow), account);
        books.charge(flow, login, account, results.availableBeforeTransfers(login, account));
        flow.payer = account;
    }

    /**
     * The consumer authorised the transfer.
     *
     * @return the flow's result
     * @throws FlowFailure when the money is gone by now
     */
    ObjectNode authorise(Flow flow, Login login) {
        Account account = Objects.requireNonNull(flow.payer);
        String id = books.authorise(flow, results.availableBeforeTransfers(login, account));
        ObjectNode result = Json.object()
                .put("type", flow.type.key())
                .put("transfer_id", id)
                .put("transfer_token", consents.firstTransferToken(id));
        ObjectNode transfer = result.putObject("transfer");
        ObjectNode from = account.toJson();
        from.remove("capabilities");
        transfer.set("from", from);
        transfer.setAll(order(flow).asToldInTheResult());
        return result;
    }

    static TransferOrder order(Flow flow) {
        return Objects.requireNonNull(flow.request.transfer());
    }

    private static void requirePossible(TransferOrder order, Account account) {
        String iban = order.recipientIban();
        boolean abroad = iban != null && !iban.startsWith(account.country());
        if (!account.allows(FlowType.TRANSFER)) {
            throw notPossible("The account cannot pay: its transfer type is " + account.transferType());
        }
        if (!account.currency().equals(order.currency())) {
            throw notPossible("The account pays in " + account.currency() + " only");
        }
        if (account.transferType().equals("DOMESTIC") && abroad) {
            throw notPossible("The account pays within " + account.country() + " only");
        }
    }

    static FlowFailure notPossible(String message) {
        return new FlowFailure("USER.TRANSFER_DENIED.TRANSFER_TYPE_NOT_POSSIBLE", message);
    }
}
