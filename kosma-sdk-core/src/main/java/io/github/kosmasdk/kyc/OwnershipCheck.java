package io.github.kosmasdk.kyc;

import io.github.kosmasdk.account.AccountDetailsResult;
import io.github.kosmasdk.account.AccountsResult;
import io.github.kosmasdk.account.Address;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.flow.FlowStatus;
import io.github.kosmasdk.internal.mask.Masks;
import io.github.kosmasdk.kyc.ComparedRow.Outcome;
import io.github.kosmasdk.kyc.ComparedRow.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks whether an account is that of the customer who claims it. It calls nobody: it holds what the customer claimed
 * against what the bank said in a flow, a consent call or a report, by the scheme of the EPC's Verification of Payee. The verdict is
 * derived by the SDK; the service has no such call.
 *
 * <pre>{@code
 * FlowStatus<AccountDetailsResult> status = kosma.flows().await(flow, Duration.ofMinutes(10));
 * if (status instanceof FlowStatus.Finished<AccountDetailsResult> finished) {
 *     OwnershipResult result = OwnershipCheck.ofAccount(ClaimedOwner.of(name, iban), finished, Instant.now());
 * }
 * }</pre>
 *
 * <p>It is as good as the bank's name of the holder, which is free text, optional and not guaranteed to be right. So a match is strict:
 * order, case, titles, marks and transliteration do not matter, and everything else does. What nearly agrees is a close
 * match. No short names are guessed.
 *
 * <p>Needs the libraries {@code com.ibm.icu:icu4j} and {@code org.apache.commons:commons-text}, which this SDK does not bring along.
 */
public final class OwnershipCheck {

    private static final Set<Reason> LOWERING =
            EnumSet.of(Reason.ACCOUNT_NUMBER_WITHOUT_BANK_CODE, Reason.ADDRESS_DIFFERS, Reason.NO_PROOF_OF_CONTROL);

    private OwnershipCheck() {}

    /**
     * Checks the account of a finished account details flow.
     *
     * @param claimed what the customer claims
     * @param flow the flow, in which the consumer logged in at the bank
     * @param finishedAt when it finished; the service does not say, so take the time at which you saw it
     * @return the result
     * @throws KosmaUsageException when a library that the check needs is missing
     */
    public static OwnershipResult ofAccount(
            ClaimedOwner claimed, FlowStatus.Finished<AccountDetailsResult> flow, Instant finishedAt) {
        return check(claimed, BankRecord.of(flow.value().account()), ControlProof.of(flow, finishedAt));
    }

    /**
     * Checks the accounts of a finished accounts flow for the claimed one.
     *
     * @param claimed what the customer claims
     * @param flow the flow, in which the consumer logged in at the bank
     * @param finishedAt when it finished; the service does not say, so take the time at which you saw it
     * @return the result for the claimed account
     * @throws KosmaUsageException when a library that the check needs is missing
     */
    public static OwnershipResult ofAccounts(
            ClaimedOwner claimed, FlowStatus.Finished<AccountsResult> flow, Instant finishedAt) {
        List<BankRecord> accounts =
                flow.value().accounts().stream().map(BankRecord::of).collect(Collectors.toList());
        return check(claimed, accounts, ControlProof.of(flow, finishedAt));
    }

    /**
     * Looks for the claimed account among several and checks it.
     *
     * @param claimed what the customer claims
     * @param accounts what the bank said
     * @param proof when and how the consumer showed to control the accounts
     * @return the result for the claimed account; when it is not there, of one that cannot be told by, else a NO_MATCH; NOT_POSSIBLE when
     * there are no accounts
     * @throws KosmaUsageException when a library that the check needs is missing
     */
    public static OwnershipResult check(ClaimedOwner claimed, List<BankRecord> accounts, ControlProof proof) {
        return accounts.stream()
                .min(Comparator.comparing(
                        account -> AccountComparison.nearness(AccountComparison.compare(claimed.iban(), account))))
                .map(account -> check(claimed, account, proof))
                .orElseGet(() -> withoutName(Verdict.NOT_POSSIBLE, Reason.NO_ACCOUNT, List.of(), proof));
    }

    /**
     * Checks an account.
     *
     * @param claimed what the customer claims
     * @param bank what the bank said
     * @param proof when and how the consumer showed to control the account; {@link ControlProof#NONE} when that is not known
     * @return the result
     * @throws KosmaUsageException when a library that the check needs is missing
     */
    public static OwnershipResult check(ClaimedOwner claimed, BankRecord bank, ControlProof proof) {
        try {
            return checked(claimed, bank, proof);
        } catch (NoClassDefFoundError e) {
            throw new KosmaUsageException(
                    "A library that compares names is missing: add com.ibm.icu:icu4j and org.apache.commons:commons-text"
                            + " to your dependencies",
                    e);
        }
    }

    private static OwnershipResult checked(ClaimedOwner claimed, BankRecord bank, ControlProof proof) {
        Reason account = AccountComparison.compare(claimed.iban(), bank);
        if (!AccountComparison.isSame(account)) {
            boolean other = AccountComparison.isOther(account);
            ComparedRow row = accountRow(claimed, bank, other ? Outcome.DIFFERS : Outcome.NOT_COMPARED);
            return withoutName(other ? Verdict.NO_MATCH : Verdict.NOT_POSSIBLE, account, List.of(row), proof);
        }
        NameVerdict name = bank.holderName()
                .map(holder -> NameComparison.compare(claimed.name(), holder))
                .orElse(NameVerdict.notPossible(Reason.HOLDER_NAME_MISSING));
        Optional<Boolean> address = claimed.address()
                .flatMap(one -> bank.address().flatMap(other -> AddressComparison.compare(one, other)));

        List<Reason> reasons = new ArrayList<>(List.of(account));
        reasons.addAll(name.reasons());
        address.ifPresent(agrees -> reasons.add(agrees ? Reason.ADDRESS_AGREES : Reason.ADDRESS_DIFFERS));
        List<ComparedRow> rows =
                new ArrayList<>(List.of(accountRow(claimed, bank, Outcome.AGREES), nameRow(claimed, bank, name)));
        if (claimed.address().isPresent()) {
            rows.add(addressRow(claimed, bank, name.verdict(), address));
        }
        Optional<String> shown = name.is(Verdict.CLOSE_MATCH) ? Optional.of(name.shown()) : Optional.empty();
        return result(name.verdict(), reasons, shown, rows, proof);
    }

    private static OwnershipResult withoutName(
            Verdict verdict, Reason reason, List<ComparedRow> rows, ControlProof proof) {
        return result(verdict, List.of(reason), Optional.empty(), rows, proof);
    }

    private static OwnershipResult result(
            Verdict verdict, List<Reason> reasons, Optional<String> shown, List<ComparedRow> rows, ControlProof proof) {
        List<Reason> all = new ArrayList<>(reasons);
        if (proof instanceof ControlProof.None) {
            all.add(Reason.NO_PROOF_OF_CONTROL);
        }
        return new OwnershipResult(verdict, all, shown, sentence(all), rows, proof, confidence(all));
    }

    private static Confidence confidence(List<Reason> reasons) {
        if (reasons.stream().anyMatch(LOWERING::contains)) {
            return Confidence.LOW;
        }
        return reasons.contains(Reason.ADDRESS_AGREES) ? Confidence.HIGH : Confidence.MEDIUM;
    }

    private static String sentence(List<Reason> reasons) {
        String words = reasons.stream().map(Reason::words).collect(Collectors.joining("; "));
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
    }

    private static ComparedRow accountRow(ClaimedOwner claimed, BankRecord bank, Outcome outcome) {
        return new ComparedRow(
                Part.ACCOUNT,
                Optional.of(Masks.iban(claimed.iban())),
                bank.iban().map(Masks::iban).or(() -> bank.accountNumber().map(number -> Masks.MASK)),
                outcome);
    }

    private static ComparedRow nameRow(ClaimedOwner claimed, BankRecord bank, NameVerdict name) {
        Optional<String> shown = tellsTheHolder(name.verdict()) ? Optional.of(name.shown()) : Optional.empty();
        Outcome outcome =
                switch (name.verdict()) {
                    case MATCH -> Outcome.AGREES;
                    case CLOSE_MATCH -> Outcome.CLOSE;
                    case NO_MATCH -> Outcome.DIFFERS;
                    case NOT_POSSIBLE -> Outcome.NOT_COMPARED;
                };
        return new ComparedRow(Part.NAME, Optional.of(claimed.name()), shown, outcome);
    }

    /** Whether what the bank said of the holder may be shown: not to those who are somebody else. */
    private static boolean tellsTheHolder(Verdict verdict) {
        return verdict == Verdict.MATCH || verdict == Verdict.CLOSE_MATCH;
    }

    private static ComparedRow addressRow(
            ClaimedOwner claimed, BankRecord bank, Verdict verdict, Optional<Boolean> agrees) {
        return new ComparedRow(
                Part.ADDRESS,
                claimed.address().map(OwnershipCheck::oneLine),
                bank.address().filter(address -> tellsTheHolder(verdict)).map(OwnershipCheck::oneLine),
                agrees.map(yes -> yes ? Outcome.AGREES : Outcome.DIFFERS).orElse(Outcome.NOT_COMPARED));
    }

    /** What was compared of it. */
    private static String oneLine(Address address) {
        return Stream.of(address.country(), address.postalCode(), address.city())
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
    }
}
