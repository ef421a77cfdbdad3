package io.github.kosmasdk.kyc;

import io.github.kosmasdk.kyc.HolderName.Holder;
import io.github.kosmasdk.kyc.HolderName.Party;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Compares the name a customer claims with the one the bank gave. */
final class NameComparison {

    /** Where systems cut names off, in characters. */
    private static final List<Integer> CUTS = List.of(27, 35, 70);

    /** Longer than any name in a payment; the rest is not looked at. */
    private static final int LONGEST = 300;

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

    private final String claimedText;
    private final String bankText;

    private NameComparison(String claimedText, String bankText) {
        this.claimedText = tidy(claimedText);
        this.bankText = tidy(bankText);
    }

    private static String tidy(String name) {
        String bounded = name.length() > LONGEST ? name.substring(0, LONGEST) : name;
        return SPACES.matcher(Normalizer.normalize(bounded, Normalizer.Form.NFKC))
                .replaceAll(" ")
                .strip();
    }

    static NameVerdict compare(String claimed, String bank) {
        return new NameComparison(claimed, bank).compare();
    }

    private NameVerdict compare() {
        HolderName claimed = HolderName.of(claimedText);
        HolderName bank = HolderName.of(bankText);
        if (bank.whole().words().isEmpty()) {
            return NameVerdict.notPossible(Reason.HOLDER_NAME_MISSING);
        }
        if (claimed.whole().words().isEmpty()) {
            return NameVerdict.notPossible(Reason.CLAIMED_NAME_MISSING);
        }
        if (isInAnotherScript(claimed) || isInAnotherScript(bank)) {
            return compareForeign(claimed, bank);
        }
        NameVerdict best = whole(claimed, bank);
        if (!best.is(Verdict.MATCH)) {
            best = best.orBetter(trading(claimed, bank))
                    .orBetter(joint(claimed, bank))
                    .orBetter(cutOff());
        }
        return best.shown().isEmpty() ? best.showing(bankText) : best;
    }

    private static NameVerdict compareForeign(HolderName claimed, HolderName bank) {
        if (plain(claimed).equals(plain(bank))) {
            return NameVerdict.MATCH;
        }
        return isInAnotherScript(claimed) && isInAnotherScript(bank)
                ? NameVerdict.NO
                : NameVerdict.notPossible(Reason.SCRIPT_NOT_COMPARABLE);
    }

    private static boolean isInAnotherScript(HolderName name) {
        return name.whole().words().stream().anyMatch(word -> word.script() == Word.Script.OTHER);
    }

    private static List<String> plain(HolderName name) {
        return name.whole().words().stream().map(Word::plain).sorted().collect(Collectors.toList());
    }

    /** Of several holders, or of somebody with a trading name, the whole counts only when both sides have all of it. */
    private static NameVerdict whole(HolderName claimed, HolderName bank) {
        if (claimed.holderCount() != bank.holderCount()) {
            return NameVerdict.NO;
        }
        NameVerdict verdict = parties(claimed.whole(), bank.whole());
        boolean several = !bank.holders().isEmpty()
                || bank.owner().isPresent()
                || claimed.owner().isPresent();
        return several && !verdict.is(Verdict.MATCH) ? NameVerdict.NO : verdict;
    }

    private static NameVerdict trading(HolderName claimed, HolderName bank) {
        if (claimed.owner().isPresent() && bank.owner().isPresent()) {
            return traded(parties(claimed.owner().get(), bank.owner().get()));
        }
        NameVerdict best = NameVerdict.NO;
        for (Party party : claimed.owner().isPresent() ? owners(claimed) : List.of(claimed.whole())) {
            for (Party other : bank.owner().isPresent() ? owners(bank) : List.of(bank.whole())) {
                best = claimed.owner().isPresent() || bank.owner().isPresent()
                        ? best.orBetter(traded(parties(party, other)))
                        : best;
            }
        }
        return best;
    }

    private static List<Party> owners(HolderName name) {
        return name.trade()
                .map(trade -> List.of(name.owner().orElseThrow(), trade))
                .orElseThrow();
    }

    private static NameVerdict traded(NameVerdict verdict) {
        return verdict.is(Verdict.NO_MATCH) ? verdict : verdict.because(Reason.TRADING_NAME);
    }

    private static NameVerdict joint(HolderName claimed, HolderName bank) {
        if (claimed.holders().isEmpty() && bank.holders().isEmpty()) {
            return NameVerdict.NO;
        }
        if (claimed.holders().isEmpty()) {
            return oneOf(List.of(new Holder(0, claimed.whole(), false)), bank);
        }
        List<NameVerdict> verdicts = claimed.readings().values().stream()
                .map(person -> oneOf(person, bank))
                .toList();
        NameVerdict best = verdicts.stream().reduce(NameVerdict.NO, NameVerdict::orBetter);
        long found = verdicts.stream()
                .filter(verdict -> verdict.is(Verdict.MATCH))
                .map(NameVerdict::shown)
                .distinct()
                .count();
        if (found == verdicts.size() || best.is(Verdict.NO_MATCH)) {
            return best;
        }
        return NameVerdict.close(Set.of(Reason.HOLDER_MISSING)).showing(best.shown());
    }

    private static NameVerdict oneOf(List<Holder> person, HolderName bank) {
        List<Holder> holders = bank.holders().isEmpty() ? List.of(new Holder(0, bank.whole(), false)) : bank.holders();
        NameVerdict best = NameVerdict.NO;
        for (Holder reading : person) {
            for (Holder holder : holders) {
                NameVerdict verdict = parties(reading.party(), holder.party());
                boolean counts = verdict.is(Verdict.MATCH) || !(reading.assembled() || holder.assembled());
                best = counts ? best.orBetter(verdict.showing(holder.party().shown())) : best;
            }
        }
        return best.is(Verdict.NO_MATCH) || bank.holders().isEmpty() ? best : best.because(Reason.JOINT_ACCOUNT);
    }

    private static NameVerdict parties(Party claimed, Party bank) {
        NameVerdict verdict = WordPairing.compare(claimed.words(), bank.words());
        if (verdict.is(Verdict.NO_MATCH)
                && (WordPairing.isFormer(claimed.words(), bank.words(), bank.former())
                        || WordPairing.isFormer(bank.words(), claimed.words(), claimed.former()))) {
            return NameVerdict.close(Set.of(Reason.FORMER_NAME)).showing(bank.shown());
        }
        NameVerdict shown = verdict.showing(bank.shown());
        if (claimed.forms().equals(bank.forms())) {
            return shown;
        }
        if (WordPairing.compare(claimed.allWords(), bank.allWords()).is(Verdict.MATCH)) {
            return NameVerdict.MATCH.showing(bank.shown());
        }
        if (!differOnlyInStage(claimed.forms(), bank.forms())
                && !claimed.forms().isEmpty()
                && !bank.forms().isEmpty()) {
            return NameVerdict.no(Reason.LEGAL_FORM_DIFFERS);
        }
        return verdict.is(Verdict.MATCH)
                ? NameVerdict.close(Set.of(Reason.LEGAL_FORM_MISSING)).showing(bank.shown())
                : NameVerdict.NO;
    }

    private static boolean differOnlyInStage(Set<String> one, Set<String> other) {
        Set<String> first = new HashSet<>(one);
        Set<String> second = new HashSet<>(other);
        first.remove(LegalForms.IN_FOUNDATION);
        second.remove(LegalForms.IN_FOUNDATION);
        return first.equals(second);
    }

    /** A name that fills the bank's field, and the claim goes on where it ends. */
    private NameVerdict cutOff() {
        boolean full = CUTS.stream().anyMatch(cut -> bankText.length() == cut || bankText.length() == cut - 1);
        String bank = letters(bankText);
        String claimed = letters(claimedText);
        return full && claimed.length() > bank.length() && claimed.startsWith(bank)
                ? NameVerdict.close(Set.of(Reason.NAME_CUT_OFF)).showing(bankText)
                : NameVerdict.NO;
    }

    private static String letters(String text) {
        return Word.of(text).stream().map(Word::plain).collect(Collectors.joining());
    }
}
