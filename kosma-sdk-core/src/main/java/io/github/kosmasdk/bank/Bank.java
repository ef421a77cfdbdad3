package io.github.kosmasdk.bank;

import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.account.Address;
import io.github.kosmasdk.flow.FlowType;
import io.github.kosmasdk.internal.Lists;
import io.github.kosmasdk.internal.Maps;
import io.github.kosmasdk.payment.TransferMethod;
import io.github.kosmasdk.session.BankChoice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A bank as the directory knows it.
 *
 * @param bankName its name
 * @param countryCode ISO 3166-1 alpha-2 code of its country
 * @param bankCodes its national bank codes or sort codes; large banks have many
 * @param bics its BICs
 * @param address its address
 * @param popularity how often consumers choose it, where the directory says so: more is more often
 * @param authenticationMethods how consumers log in there, in words of the directory such as {@code PASSWORD}
 * @param authorizationMethods how they authorise, in words of the directory such as {@code SMS_TAN}
 * @param transferMethods how transfers from it can move
 * @param tokenizable for what it gives a consent that outlives a session
 * @param flows whether it serves a kind of flow, by flow key; see {@link #supports}
 */
public record Bank(
        Optional<String> bankName,
        Optional<String> countryCode,
        List<String> bankCodes,
        List<String> bics,
        Optional<Address> address,
        OptionalInt popularity,
        List<String> authenticationMethods,
        List<String> authorizationMethods,
        List<OpenEnum<TransferMethod>> transferMethods,
        Optional<Tokenizable> tokenizable,
        Map<String, FlowSupport> flows) {

    /** Takes lists and map as they came, absent as empty. */
    public Bank {
        bankCodes = Lists.copy(bankCodes);
        bics = Lists.copy(bics);
        authenticationMethods = Lists.copy(authenticationMethods);
        authorizationMethods = Lists.copy(authorizationMethods);
        transferMethods = Lists.copy(transferMethods);
        flows = Maps.copy(flows);
    }

    /**
     * For what a bank gives a consent.
     *
     * @param ais account information
     * @param pis payments
     */
    public record Tokenizable(boolean ais, boolean pis) {}

    /**
     * Whether a bank serves a kind of flow.
     *
     * @param supported whether it does
     */
    public record FlowSupport(boolean supported) {}

    /**
     * Whether the bank serves a kind of flow.
     *
     * @param type the kind
     * @return the answer, empty when the directory does not say
     */
    public Optional<Boolean> supports(FlowType<?> type) {
        return Optional.ofNullable(flows.get(type.key())).map(FlowSupport::supported);
    }

    /**
     * The bank as a session wants it, by the first of its bank codes.
     *
     * @return the choice, empty when the directory gives no country or no bank code
     */
    public Optional<BankChoice> choice() {
        return countryCode.flatMap(country -> bankCodes.stream().findFirst().map(code -> BankChoice.of(country, code)));
    }

    /** Name and country. */
    @Override
    public String toString() {
        return "Bank[" + bankName.orElse("no name") + ", " + countryCode.orElse("no country") + "]";
    }
}
