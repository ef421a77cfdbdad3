package io.github.kosmasdk.kyc;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/** Pairs the words of two names, whatever their order, and judges by what is left over. */
final class WordPairing {

    private static final DamerauLevenshteinDistance SLIPS = new DamerauLevenshteinDistance(1);
    private static final int SHORTEST_WITH_A_SLIP = 5;
    private static final int MOST_JOINED = 4;

    /** Surnames of men and of women. */
    private static final Map<String, List<String>> FORMS_OF_SURNAMES = Map.of(
            "ov", List.of("ova"),
            "ev", List.of("eva"),
            "ski", List.of("ska"),
            "cki", List.of("cka"),
            "dzki", List.of("dzka"),
            "sky", List.of("ska", "skaya"),
            "ny", List.of("na"),
            "ek", List.of("kova"),
            "os", List.of("ou"));

    private final List<Word> left;
    private final List<Word> right;
    private final List<Word> openLeft;
    private final List<Word> openRight;
    private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    /** Where the words of the left stand on the right. */
    private final List<Integer> places = new ArrayList<>();

    private int weighty;
    private int initials;
    private boolean weak;
    private boolean slip;

    private WordPairing(List<Word> left, List<Word> right) {
        this.left = left;
        this.right = right;
        this.openLeft = new ArrayList<>(left);
        this.openRight = new ArrayList<>(right);
    }

    static NameVerdict compare(List<Word> left, List<Word> right) {
        return new WordPairing(left, right).judge();
    }

    /** Whether the other words, with a former surname among them, hold all of these. */
    static boolean isFormer(List<Word> name, List<Word> other, List<Word> former) {
        List<Word> known = new ArrayList<>(other);
        known.addAll(former);
        WordPairing pairing = new WordPairing(name, known);
        pairing.pairEqual();
        return !former.isEmpty() && pairing.openLeft.isEmpty() && pairing.weighty >= 2;
    }

    private NameVerdict judge() {
        pairEqual();
        pairJoined(left, openLeft, openRight);
        pairJoined(right, openRight, openLeft);
        pairInitials(left, openLeft, right, openRight);
        pairInitials(right, openRight, left, openLeft);
        pairSlip();
        if (!openLeft.isEmpty() && !openRight.isEmpty()) {
            return NameVerdict.NO;
        }
        int missing = openLeft.size() + openRight.size();
        if (slip) {
            return weighty > 0 && initials == 0 && missing == 0 ? close() : NameVerdict.NO;
        }
        if (missing > 0) {
            reasons.add(Reason.NAME_PART_MISSING);
            int agreeing = weighty + initials;
            return weighty > 0 && agreeing > 1 && missing <= agreeing + 1 ? close() : NameVerdict.NO;
        }
        if (initials > 0 && (weak || weighty < 2)) {
            return weighty > 0 ? close() : NameVerdict.NO;
        }
        if (!isRotated()) {
            reasons.add(Reason.WORDS_IN_OTHER_ORDER);
            return close();
        }
        return NameVerdict.MATCH;
    }

    /** Whether what stood in front on one side may just stand at the end on the other, as surnames do. */
    private boolean isRotated() {
        int turns = 0;
        for (int i = 0; i < places.size(); i++) {
            turns += places.get(i) > places.get((i + 1) % places.size()) ? 1 : 0;
        }
        return turns <= 1;
    }

    private NameVerdict close() {
        return NameVerdict.close(reasons);
    }

    private void pairEqual() {
        for (Word word : left) {
            openRight.stream().filter(word::agreesWith).findFirst().ifPresent(other -> {
                remove(openLeft, word);
                remove(openRight, other);
                if (word.hasWeight() && !word.isGeneration()) {
                    places.add(place(right, other));
                }
                weighty += word.hasWeight() ? 1 : 0;
            });
        }
    }

    /** Two words or more that are one on the other side. */
    private void pairJoined(List<Word> words, List<Word> open, List<Word> others) {
        for (Word other : List.copyOf(others)) {
            for (int from = 0; from < words.size(); from++) {
                for (int to = from + 2; to <= Math.min(words.size(), from + MOST_JOINED); to++) {
                    List<Word> run = words.subList(from, to);
                    if (holdsAll(open, run) && joined(run).stream().anyMatch(other.spellings()::contains)) {
                        run.forEach(word -> remove(open, word));
                        remove(others, other);
                        weighty++;
                        slip |= run.size() == words.size();
                        if (slip) {
                            reasons.add(Reason.ONE_LETTER_DIFFERS);
                        }
                        to = words.size();
                        from = words.size();
                    }
                }
            }
        }
    }

    private static boolean holdsAll(List<Word> open, List<Word> run) {
        return run.stream().allMatch(word -> open.stream().anyMatch(one -> one == word));
    }

    private static Set<String> joined(List<Word> run) {
        Set<String> joined = Set.of("");
        for (Word word : run) {
            joined = joined.stream()
                    .flatMap(start -> word.spellings().stream().map(start::concat))
                    .collect(Collectors.toCollection(HashSet::new));
        }
        return joined;
    }

    /** An initial in the middle is how middle names are written; in front or at the end it may be all there is of the given name. */
    private void pairInitials(List<Word> words, List<Word> open, List<Word> others, List<Word> othersOpen) {
        for (Word word : List.copyOf(open)) {
            othersOpen.stream().filter(word::abbreviates).findFirst().ifPresent(other -> {
                remove(open, word);
                remove(othersOpen, other);
                initials++;
                if (isAtAnEnd(words, word) || isAtAnEnd(others, other)) {
                    weak = true;
                    reasons.add(Reason.INITIAL_ONLY);
                }
            });
        }
    }

    private static boolean isAtAnEnd(List<Word> words, Word word) {
        return words.get(0) == word || words.get(words.size() - 1) == word;
    }

    private void pairSlip() {
        if (openLeft.size() != 1 || openRight.size() != 1) {
            return;
        }
        Word one = openLeft.get(0);
        Word other = openRight.get(0);
        if (one.isGeneration() || other.isGeneration()) {
            return;
        }
        if (anySpelling(one, other, WordPairing::isOtherFormOfSurname)) {
            reasons.add(Reason.SURNAME_OF_OTHER_GENDER);
        } else if (anySpelling(one, other, WordPairing::isSlip)) {
            reasons.add(Reason.ONE_LETTER_DIFFERS);
        } else {
            return;
        }
        slip = true;
        openLeft.clear();
        openRight.clear();
    }

    private static boolean anySpelling(Word one, Word other, BiPredicate<String, String> holds) {
        return one.spellings().stream().anyMatch(a -> other.spellings().stream().anyMatch(b -> holds.test(a, b)));
    }

    /** One letter, not the first, in a word of five letters or more; and not what tells Paul from Paula. */
    private static boolean isSlip(String a, String b) {
        return Math.max(a.length(), b.length()) >= SHORTEST_WITH_A_SLIP
                && Math.min(a.length(), b.length()) >= SHORTEST_WITH_A_SLIP - 1
                && a.charAt(0) == b.charAt(0)
                && !tellsApart(a, b)
                && SLIPS.apply(a, b) == 1;
    }

    /** Another vowel at the end, or one more letter behind a vowel, makes another given name. */
    private static boolean tellsApart(String a, String b) {
        char endOfA = a.charAt(a.length() - 1);
        char endOfB = b.charAt(b.length() - 1);
        return endOfA != endOfB && (isVowel(endOfA) || isVowel(endOfB)) && !(isVowelThenH(a, b) || isVowelThenH(b, a));
    }

    private static boolean isVowelThenH(String shorter, String longer) {
        return longer.equals(shorter + "h");
    }

    private static boolean isVowel(char c) {
        return "aeiou".indexOf(c) >= 0;
    }

    private static boolean isOtherFormOfSurname(String a, String b) {
        return isFeminineOf(a, b) || isFeminineOf(b, a);
    }

    private static boolean isFeminineOf(String man, String woman) {
        if (man.length() < SHORTEST_WITH_A_SLIP) {
            return false;
        }
        return woman.equals(man + "ova")
                || FORMS_OF_SURNAMES.entrySet().stream()
                        .filter(form -> man.endsWith(form.getKey()))
                        .anyMatch(form -> form.getValue().stream()
                                .anyMatch(ending -> woman.equals(man.substring(
                                                0, man.length() - form.getKey().length())
                                        + ending)));
    }

    private static int place(List<Word> words, Word word) {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i) == word) {
                return i;
            }
        }
        throw new IllegalArgumentException("not one of these words");
    }

    private static void remove(List<Word> words, Word word) {
        words.remove(place(words, word));
    }
}
