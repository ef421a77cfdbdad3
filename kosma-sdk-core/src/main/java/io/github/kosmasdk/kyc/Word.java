package io.github.kosmasdk.kyc;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One word of a name.
 *
 * @param text the word as it stood
 * @param plain the word in small letters, in its own script
 * @param script its script
 * @param spellings how it may be written in the letters a to z
 */
record Word(String text, String plain, Script script, Set<String> spellings) {

    private static final Pattern APOSTROPHES = Pattern.compile("['’‘`´ʼʹʻ]");
    private static final Pattern GAPS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private static final Set<String> PARTICLES = Set.of(
            "a", "af", "al", "am", "av", "bin", "d", "da", "das", "de", "degli", "dei", "del", "della", "den", "der",
            "di", "do", "dos", "du", "e", "el", "ibn", "la", "las", "le", "los", "of", "op", "ten", "ter", "the", "van",
            "vom", "von", "y", "zu", "zum", "zur");
    private static final Set<String> JUNIOR = Set.of("jr", "jun", "junior");
    private static final Set<String> SENIOR = Set.of("sen", "senior", "sr");

    /** Nothing of the name. */
    @Override
    public String toString() {
        return "Word[***]";
    }

    /** The words of a text; what is neither letter nor digit sets them apart. */
    static List<Word> of(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFKC);
        List<Word> words = new ArrayList<>();
        for (String word : GAPS.split(APOSTROPHES.matcher(composed).replaceAll(""))) {
            if (!word.isEmpty()) {
                words.add(single(word));
            }
        }
        return Collections.unmodifiableList(words);
    }

    private static Word single(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        Script script = Script.of(small);
        String plain =
                switch (script) {
                    case LATIN -> Spellings.ascii(small);
                    case GREEK -> withoutMarks(small).replace('ς', 'σ');
                    case CYRILLIC -> small.replace('ё', 'е');
                    case OTHER -> small;
                };
        if (JUNIOR.contains(plain) || SENIOR.contains(plain)) {
            plain = JUNIOR.contains(plain) ? "junior" : "senior";
            return new Word(text, plain, script, Set.of(plain));
        }
        return new Word(text, plain, script, Spellings.of(small, script));
    }

    private static String withoutMarks(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
    }

    /** Whether both are the same word, also across scripts. Two words of one other script are not led through Latin letters. */
    boolean agreesWith(Word other) {
        return script == other.script && script != Script.LATIN
                ? plain.equals(other.plain)
                : !Collections.disjoint(spellings, other.spellings);
    }

    boolean isInitial() {
        return plain.codePointCount(0, plain.length()) == 1 && Character.isLetter(plain.codePointAt(0));
    }

    /** Whether this is an initial, and the other a word that begins with it. */
    boolean abbreviates(Word other) {
        if (!isInitial() || other.isInitial()) {
            return false;
        }
        return script == other.script && script != Script.LATIN
                ? other.plain.startsWith(plain)
                : spellings.stream()
                        .anyMatch(initial -> other.spellings.stream().anyMatch(word -> word.startsWith(initial)));
    }

    /** Whether the word tells a person from others: no initial and none of the small words in surnames. */
    boolean hasWeight() {
        return !isInitial() && !isParticle();
    }

    boolean isParticle() {
        return PARTICLES.contains(plain);
    }

    boolean isGeneration() {
        return plain.equals("junior") || plain.equals("senior");
    }

    /** The scripts that are told apart. */
    enum Script {
        LATIN,
        CYRILLIC,
        GREEK,
        OTHER;

        static Script of(String text) {
            Script found = LATIN;
            for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
                int point = text.codePointAt(i);
                switch (Character.UnicodeScript.of(point)) {
                    case LATIN, COMMON, INHERITED -> {}
                    case CYRILLIC -> found = CYRILLIC;
                    case GREEK -> found = GREEK;
                    default -> {
                        return OTHER;
                    }
                }
            }
            return found;
        }
    }
}
