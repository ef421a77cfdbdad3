package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.Transfer.Event.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A transfer in the bank's books, as it was when it was asked for.
 *
 * @param id the {@code transfer_id} of the flow's result
 * @param flowId the flow that started it
 * @param sessionId the session of that flow
 * @param user the user name of the consumer, empty until the account is known
 * @param account IBAN, or number, of the account that pays; empty until it is known
 * @param amount in the smallest unit of the currency
 * @param currency ISO 4217
 * @param recipient IBAN, or account number, of the recipient
 * @param reference the payment's reference
 * @param endToEnd {@code bank_references.end_to_end}, when it was given
 * @param state where it is
 * @param history what happened to it, oldest first
 */
public record Transfer(
        String id,
        String flowId,
        String sessionId,
        String user,
        String account,
        long amount,
        String currency,
        String recipient,
        String reference,
        Optional<String> endToEnd,
        State state,
        List<Event> history) {

    /** Where a transfer is. From {@link #AUTHORIZED} on these are the states that a consent tells. */
    public enum State {
        /** Its flow is running. */
        STARTED,
        /** Its flow failed. */
        DENIED,
        /** Its flow was closed before it was authorised. */
        ABORTED,
        /** Authorised, not booked. */
        AUTHORIZED,
        /** Booked and sent. */
        COMPLETED_DEBTOR,
        /** Received. */
        COMPLETED_CREDITOR,
        /** The bank took it back. */
        REJECTED,
        /** The consumer took it back before it was booked. */
        CANCELED
    }

    /**
     * Something that happened to a transfer.
     *
     * @param at when
     * @param kind what
     */
    public record Event(Instant at, Kind kind) {
        /** What happened. */
        public enum Kind {
            /** Its flow was started. */
            STARTED,
            /** Its flow failed. */
            DENIED,
            /** Its flow was closed. */
            ABORTED,
            /** It was authorised: its amount is no longer available. */
            AUTHORISED,
            /** It was booked. */
            EXECUTED,
            /** The recipient has it. */
            CREDITED,
            /** The bank rejected it. */
            REJECTED,
            /** It had been booked, and the amount came back. */
            RETURNED,
            /** The consumer canceled it. */
            CANCELED
        }
    }

    /** How often it was authorised; more than once would be an error of the bank. */
    public int timesAuthorised() {
        return times(Kind.AUTHORISED);
    }

    /** How often it was booked; more than once would be an error of the bank. */
    public int timesExecuted() {
        return times(Kind.EXECUTED);
    }

    /** Whether it was authorised, whatever came later. */
    public boolean isAuthorised() {
        return timesAuthorised() > 0;
    }

    /** Whether it was booked, whatever came later. */
    public boolean isExecuted() {
        return timesExecuted() > 0;
    }

    private int times(Kind kind) {
        return (int) history.stream().filter(event -> event.kind() == kind).count();
    }
}
