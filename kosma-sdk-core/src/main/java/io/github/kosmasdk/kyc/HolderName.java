package io.github.kosmasdk.kyc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name as it may be read: as one party, and where it seems to hold several, as each of them.
 *
 * @param whole everything as one party
 * @param holders the persons of a joint account, none when it is held by one
 * @param owner who trades under another name
 * @param trade the name somebody trades under
 */
record HolderName(Party whole, List<Holder> holders, Optional<Party> owner, Optional<Party> trade) {

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;

    private static final Pattern FORMER = Pattern.compile(
            "[,(]?\\s*(?<![\\p{L}])(?:geb\\.|geb(?=\\s)|geborene|née|nee|z\\s?d\\.|z\\sdomu|roz\\.|rozená|født|fødd|född)\\s+([^\\s,)]+)\\)?",
            FLAGS);

    private static final Pattern OWNER_BEHIND =
            Pattern.compile("\\s*,?\\s+(?:inh\\.?|inhaber(?:in)?|titolare|eigenaar)(?:\\s*:\\s*|\\s+)", FLAGS);
    private static final Pattern TRADE_BEHIND =
            Pattern.compile("\\s*,?\\s+(?:t/a|trading\\s+as|d/b/a|dba|h\\.?o\\.?d\\.?n\\.?)\\s+", FLAGS);

    /** Words and signs between holders; the single letters only in small ones, and only before two words or more. */
    private static final Pattern BETWEEN_HOLDERS =
            Pattern.compile("\\s+(?i:en/of|and/or|und/oder|et/ou)\\s+|\\s*[&+;]\\s*|\\s+/\\s*|/\\s+"
                    + "|(?<=\\p{L}{3})/(?=\\p{L}{3})"
                    + "|\\s+(?iu:und|oder|u\\.|and|or|et|ou|en|ed|og|och|ja|eller|si|și|και|tai)\\s+"
                    + "|\\s+(?:y|Y|e|E|i|a|и|й|та)\\s+(?=\\p{L}[\\p{L}'’-]+\\s+\\p{L})");

    /** As above, where they stand within the name of one. */
    private static final Pattern AND = Pattern.compile("[&+]|(?<=\\s)(?:(?i:und|and|et|og|och|en)|y)(?=\\s)");

    private static final Set<String> PARTNERS = Set.of(
            "co",
            "company",
            "sohn",
            "soehne",
            "sohne",
            "tochter",
            "son",
            "sons",
            "daughters",
            "bros",
            "partner",
            "partners",
            "cie",
            "fils",
            "figli",
            "hijos",
            "filhos",
            "zonen",
            "sonner",
            "associates",
            "kollegen");

    /**
     * One party.
     *
     * @param shown its name as it may be shown
     * @param allWords the words of its name without titles
     * @param words these without legal forms
     * @param forms its legal forms
     * @param former the words of a former surname
     */
    record Party(String shown, List<Word> allWords, List<Word> words, Set<String> forms, List<Word> former) {

        /** Nothing of the name. */
        @Override
        public String toString() {
            return "Party[***]";
        }

        Party showing(String text) {
            return new Party(text, allWords, words, forms, former);
        }

        static Party of(String name, List<Word> former) {
            List<Word> words = Word.of(AND.matcher(name).replaceAll(" "));
            LegalForms.Split split = LegalForms.split(words);
            return new Party(name, words, split.words(), split.forms(), former);
        }
    }

    /**
     * One of several holders.
     *
     * @param party the holder
     * @param assembled whether the surname was taken from another holder, so that only a full match counts
     */
    record Holder(int number, Party party, boolean assembled) {

        /** Nothing of the name. */
        @Override
        public String toString() {
            return "Holder[***]";
        }
    }

    /** Nothing of the name. */
    @Override
    public String toString() {
        return "HolderName[***]";
    }

    static HolderName of(String name) {
        List<Word> former = new ArrayList<>();
        Matcher clause = FORMER.matcher(name);
        while (clause.find()) {
            former.addAll(Word.of(clause.group(1)));
        }
        String present =
                Titles.strip(former.isEmpty() ? name : clause.replaceAll(" ")).strip();
        Party whole = Party.of(present, former).showing(name);
        Optional<String[]> owned = cut(present, OWNER_BEHIND);
        Optional<String[]> trading = cut(present, TRADE_BEHIND);
        Optional<String> owner = owned.map(parts -> parts[1]).or(() -> trading.map(parts -> parts[0]));
        Optional<String> trade = owned.map(parts -> parts[0]).or(() -> trading.map(parts -> parts[1]));
        return new HolderName(
                whole,
                owner.isPresent() ? List.of() : holders(present, whole),
                owner.map(text -> Party.of(text, former)),
                trade.map(text -> Party.of(text, List.of())));
    }

    private static Optional<String[]> cut(String name, Pattern at) {
        String[] parts = at.split(name, 2);
        return parts.length == 2 && hasWord(parts[0]) && hasWord(parts[1]) ? Optional.of(parts) : Optional.empty();
    }

    private static boolean hasWord(String text) {
        return text.chars().anyMatch(Character::isLetter);
    }

    /** How many holders there are. */
    int holderCount() {
        return (int)
                Math.max(1, holders.stream().mapToInt(Holder::number).distinct().count());
    }

    /** The readings of each holder. */
    Map<Integer, List<Holder>> readings() {
        Map<Integer, List<Holder>> readings = new LinkedHashMap<>();
        holders.forEach(holder -> readings.computeIfAbsent(holder.number(), any -> new ArrayList<>())
                .add(holder));
        return readings;
    }

    private static List<Holder> holders(String name, Party whole) {
        List<String> parts =
                Arrays.stream(BETWEEN_HOLDERS.split(name)).map(String::strip).toList();
        if (parts.size() < 2 || !whole.forms().isEmpty() || !parts.stream().allMatch(HolderName::isPerson)) {
            return List.of();
        }
        List<Holder> holders = new ArrayList<>();
        String first = surnameInFront(parts.get(0));
        String last = surnameAtEnd(parts.get(parts.size() - 1));
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            boolean single = Word.of(part).size() == 1;
            if (!single) {
                holders.add(new Holder(i, Party.of(part, List.of()), false));
            }
            if (i < parts.size() - 1 && !last.isEmpty()) {
                holders.add(new Holder(i, Party.of(part + " " + last, List.of()), !single));
            }
            if (i > 0 && !first.isEmpty() && (single || parts.get(0).contains(","))) {
                holders.add(new Holder(i, Party.of(part + " " + first, List.of()), !single));
            }
        }
        return Collections.unmodifiableList(holders);
    }

    private static boolean isPerson(String part) {
        List<Word> words = Word.of(part);
        return !words.isEmpty() && words.stream().noneMatch(word -> PARTNERS.contains(word.plain()));
    }

    /** What stands before a comma, else the first word with the small words before it; nothing when that is all. */
    private static String surnameInFront(String part) {
        int comma = part.indexOf(',');
        if (comma > 0) {
            return part.substring(0, comma);
        }
        String[] words = part.split("\\s+");
        int end = 1;
        while (end < words.length && isParticle(words[end - 1])) {
            end++;
        }
        return end < words.length ? String.join(" ", Arrays.copyOfRange(words, 0, end)) : "";
    }

    /** The last word with the small words before it; nothing when that is all. */
    private static String surnameAtEnd(String part) {
        String[] words = part.split("\\s+");
        int begin = words.length - 1;
        while (begin > 1 && isParticle(words[begin - 1])) {
            begin--;
        }
        return begin > 0 && !part.contains(",") ? String.join(" ", Arrays.copyOfRange(words, begin, words.length)) : "";
    }

    private static boolean isParticle(String text) {
        List<Word> words = Word.of(text);
        return words.size() == 1 && words.get(0).isParticle();
    }
}
