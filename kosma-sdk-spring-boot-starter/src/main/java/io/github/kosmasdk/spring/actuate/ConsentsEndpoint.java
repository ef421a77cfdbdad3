package io.github.kosmasdk.spring.actuate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.kosmasdk.consent.ConsentQuery;
import io.github.kosmasdk.consent.ConsentRecord;
import io.github.kosmasdk.consent.ConsentState;
import io.github.kosmasdk.consent.ConsentVault;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.session.BankChoice;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/**
 * The web endpoint {@code kosmaconsents}: lists the consents of the vault, shows one, and revokes one. Shows no token, no
 * id that the service knows, and of accounts the last characters only; it does show your own references of consumers and
 * customers. It makes no call to the service.
 */
@WebEndpoint(id = "kosmaconsents")
public final class ConsentsEndpoint {

    private static final int LONGEST_LIST = 1_000;
    private static final int SHOWN_OF_AN_ACCOUNT = 4;

    private final ConsentVault vault;

    ConsentsEndpoint(ConsentVault vault) {
        this.vault = vault;
    }

    /**
     * Lists consents, in the order of their ids. What is left out does not narrow the list.
     *
     * @param psuReference those of this consumer
     * @param customerReference those of this customer
     * @param bank those at this bank, such as {@code DE:88888888}
     * @param state those in one of these states
     * @param afterId those whose id comes after this one
     * @param limit how many at most, 1 to 1000; left out, 100
     * @return {@link Consents}, or a problem with the status 400 that says what is wrong with a parameter
     */
    @ReadOperation
    public WebEndpointResponse<?> list(
            @Nullable String psuReference,
            @Nullable String customerReference,
            @Nullable String bank,
            @Nullable List<String> state,
            @Nullable String afterId,
            @Nullable Integer limit) {
        ConsentQuery query;
        try {
            query = new ConsentQuery(
                    Optional.ofNullable(psuReference),
                    Optional.ofNullable(customerReference),
                    Optional.ofNullable(bank).map(ConsentsEndpoint::bank),
                    states(state == null ? List.of() : state),
                    Optional.empty(),
                    Optional.ofNullable(afterId),
                    limit(limit));
        } catch (KosmaUsageException e) {
            return problem(HttpStatus.BAD_REQUEST, e.getMessage());
        }
        List<Consent> consents = vault.list(query).stream().map(Consent::of).toList();
        boolean more = consents.size() == query.limit();
        return new WebEndpointResponse<>(
                new Consents(consents, more ? consents.get(consents.size() - 1).id() : null));
    }

    /**
     * Shows a consent.
     *
     * @param id its id in the vault
     * @return the {@link Consent}, or a problem with the status 404 when the vault does not have it
     */
    @ReadOperation
    public WebEndpointResponse<?> show(@Selector String id) {
        Optional<ConsentRecord> consent = vault.inspect(id);
        return consent.isPresent() ? new WebEndpointResponse<>(Consent.of(consent.get())) : unknown(id);
    }

    /**
     * Revokes a consent: destroys its token for good; the record stays. Again changes nothing.
     *
     * @param id its id in the vault
     * @return nothing, or a problem with the status 404 when the vault does not have it
     */
    @DeleteOperation
    public WebEndpointResponse<?> revoke(@Selector String id) {
        if (vault.inspect(id).isEmpty()) {
            return unknown(id);
        }
        vault.revoke(id);
        return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NO_CONTENT);
    }

    private static BankChoice bank(String text) {
        String[] parts = text.split(":", 2);
        if (parts.length < 2) {
            throw new KosmaUsageException(
                    "The parameter 'bank' is a country and a bank code, such as DE:88888888, not '" + text + "'");
        }
        return BankChoice.of(parts[0], parts[1]);
    }

    private static Set<ConsentState> states(List<String> names) {
        Set<ConsentState> states = new TreeSet<>();
        for (String name : names) {
            states.add(Arrays.stream(ConsentState.values())
                    .filter(state -> state.name().equals(name.strip().toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new KosmaUsageException("The parameter 'state' is one or more of "
                            + Arrays.toString(ConsentState.values()) + ", not '" + name + "'")));
        }
        return states;
    }

    private static int limit(@Nullable Integer limit) {
        if (limit == null) {
            return ConsentQuery.DEFAULT_LIMIT;
        }
        if (limit < 1 || limit > LONGEST_LIST) {
            throw new KosmaUsageException(
                    "The parameter 'limit' is 1 to " + LONGEST_LIST + ", not " + limit + ": go on with 'afterId'");
        }
        return limit;
    }

    private static WebEndpointResponse<ProblemDetail> unknown(String id) {
        return problem(HttpStatus.NOT_FOUND, "The vault has no consent with the id '" + id + "'");
    }

    private static WebEndpointResponse<ProblemDetail> problem(HttpStatus status, @Nullable String detail) {
        return new WebEndpointResponse<>(
                ProblemDetail.forStatusAndDetail(status, String.valueOf(detail)),
                status.value(),
                MediaType.APPLICATION_PROBLEM_JSON);
    }

    /**
     * A list of consents.
     *
     * @param consents the consents
     * @param nextAfterId what to ask for as {@code afterId} to go on, absent at the end of the list
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Consents(List<Consent> consents, @Nullable String nextAfterId) {}

    /**
     * A consent, as an operator may see it.
     *
     * @param id its id in the vault
     * @param state its state
     * @param psuReference your own reference of the consumer, absent when there is none
     * @param customerReference your own reference of the customer, absent when there is none
     * @param bank country and bank code, such as {@code DE:88888888}, absent when not known
     * @param grantedCalls the calls that were granted
     * @param since when it was given
     * @param lifetimeDays its lifetime as it was asked for, absent when not known
     * @param expectedExpiry when its lifetime should be over, absent when not known
     * @param lastUseAt when the last call was made, absent when there was none
     * @param lastError what goes wrong with its calls, absent when the last one succeeded
     * @param refreshDueAt when its data should be refreshed next
     * @param inUse whether a call with it is under way
     * @param unattendedLimit how many unattended calls of one kind for one account are allowed in 24 hours
     * @param usage the kinds of calls of which there are fewer left than that
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Consent(
            String id,
            ConsentState state,
            @Nullable String psuReference,
            @Nullable String customerReference,
            @Nullable String bank,
            Set<String> grantedCalls,
            Instant since,
            @Nullable Integer lifetimeDays,
            @Nullable Instant expectedExpiry,
            @Nullable Instant lastUseAt,
            @Nullable LastError lastError,
            Instant refreshDueAt,
            boolean inUse,
            int unattendedLimit,
            List<Usage> usage) {

        static Consent of(ConsentRecord record) {
            return new Consent(
                    record.id(),
                    record.state(),
                    record.psuReference().orElse(null),
                    record.customerReference().orElse(null),
                    record.bank()
                            .map(bank -> bank.countryCode() + ":" + bank.bankCode())
                            .orElse(null),
                    new TreeSet<>(record.grantedCalls()),
                    record.since(),
                    record.lifetimeDays().isPresent() ? record.lifetimeDays().getAsInt() : null,
                    record.expectedExpiry().orElse(null),
                    record.lastUseAt().orElse(null),
                    record.lastError()
                            .map(error -> new LastError(error.at(), error.code(), error.message()))
                            .orElse(null),
                    record.refreshDueAt(),
                    record.inUse(),
                    record.unattendedLimit(),
                    record.usage().stream().map(Usage::of).toList());
        }
    }

    /**
     * What goes wrong.
     *
     * @param at since when, where it is the same in several calls
     * @param code the code of the service, empty when no answer came
     * @param message what happened
     */
    public record LastError(Instant at, String code, String message) {}

    /**
     * What is left of the calls of one kind for one account.
     *
     * @param call the kind of call
     * @param account the end of the account's id, absent for the list of accounts
     * @param left how many unattended calls are left
     * @param nextFree when the next one is free, absent while one is left
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Usage(
            String call,
            @Nullable String account,
            int left,
            @Nullable Instant nextFree) {

        static Usage of(ConsentRecord.Usage usage) {
            return new Usage(
                    usage.call(),
                    usage.accountId().map(Usage::end).orElse(null),
                    usage.left(),
                    usage.left() > 0 ? null : usage.nextFree());
        }

        private static String end(String accountId) {
            int hidden = Math.max(accountId.length() - SHOWN_OF_AN_ACCOUNT, SHOWN_OF_AN_ACCOUNT);
            return "***" + (accountId.length() > hidden ? accountId.substring(hidden) : "");
        }
    }
}
