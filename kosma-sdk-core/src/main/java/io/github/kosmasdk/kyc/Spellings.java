package io.github.kosmasdk.kyc;

import com.ibm.icu.text.Transliterator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a word may be spelled in the letters a to z: without its marks, with the two letters that many languages put in
 * place of one, and by each of the public schemes for Cyrillic and Greek.
 */
final class Spellings {

    private static final Transliterator ASCII = Transliterator.getInstance("Latin-ASCII");

    /** German, Nordic, Serbian and Croatian. */
    private static final Transliterator TWO_LETTERS =
            rules("two-letters", "ä > ae; ö > oe; ü > ue; ø > oe; å > aa; đ > dj;");

    /** Sets apart what goes first over the whole word. */
    private static final String THEN = " ::Null; ";

    /** Passports: ICAO Doc 9303. The schemes below say only where they differ from it. */
    private static final String ICAO =
            "а > a; б > b; в > v; г > g; д > d; е > e; ё > e; ж > zh; з > z; и > i; й > i; к > k;"
                    + " л > l; м > m; н > n; о > o; п > p; р > r; с > s; т > t; у > u; ф > f; х > kh; ц > ts; ч > ch; ш > sh;"
                    + " щ > shch; ъ > ie; ы > y; ь > ; э > e; ю > iu; я > ia; і > i; ї > i; є > ie; ґ > g;";

    /** The resolution of the Ukrainian government of 2010. */
    private static final String UKRAINIAN =
            "зг > zgh; г > h; ґ > g; и > y; і > i; ^ї > yi; ї > i; ^є > ye; є > ie; ^й > y; й > i;"
                    + " ^ю > yu; ю > iu; ^я > ya; я > ia; ь > ;";

    /** The Bulgarian law of 2009. */
    private static final String BULGARIAN = "щ > sht; ъ > a; ь > y; ю > yu; ия } $ > ia; я > ya; й > y; х > h;";

    /** As the press writes Russian names in English. */
    private static final String ENGLISH = "ё > yo; й > y; ъ > ; ю > yu; я > ya;";

    /** As German writes Russian names. */
    private static final String GERMAN =
            "ж > sch; з > s; с > s; й > j; х > ch; ц > z; ч > tsch; ш > sch; щ > schtsch; в > w; ё > jo;"
                    + " ъ > ; ю > ju; ия } $ > ia; я > ja;";

    private static final List<Transliterator> CYRILLIC = List.of(
            Transliterator.getInstance("Cyrillic-Latin"),
            Transliterator.getInstance("Russian-Latin/BGN"),
            Transliterator.getInstance("Ukrainian-Latin/BGN"),
            Transliterator.getInstance("Serbian-Latin/BGN"),
            Transliterator.getInstance("Macedonian-Latin/BGN"),
            rules("icao", ICAO),
            rules("ukrainian", UKRAINIAN + THEN + ICAO),
            rules("bulgarian", BULGARIAN + THEN + ICAO),
            rules("english", ENGLISH + THEN + ICAO),
            rules("german", GERMAN + THEN + ICAO));

    private static final List<Transliterator> GREEK =
            List.of(Transliterator.getInstance("Greek-Latin"), Transliterator.getInstance("Greek-Latin/UNGEGN"));

    private static final Pattern NOT_PLAIN = Pattern.compile("[^a-z0-9]");
    private static final Pattern SIGNS = Pattern.compile("['\"]");

    private Spellings() {}

    private static Transliterator rules(String name, String rules) {
        return Transliterator.createFromRules(name, rules, Transliterator.FORWARD);
    }

    /** Latin letters without marks and ligatures. */
    static String ascii(String small) {
        return SIGNS.matcher(ASCII.transliterate(small)).replaceAll("").toLowerCase(Locale.ROOT);
    }

    /** All spellings of a word in small letters; none of one in a script that is not compared with Latin. */
    static Set<String> of(String small, Word.Script script) {
        Set<String> spellings = new HashSet<>();
        switch (script) {
            case LATIN -> addLatin(spellings, small);
            case CYRILLIC -> CYRILLIC.forEach(scheme -> addCyrillic(spellings, scheme.transliterate(small)));
            case GREEK ->
                GREEK.forEach(scheme -> {
                    addGreek(spellings, scheme.transliterate(small));
                    addGreek(spellings, scheme.transliterate(small.replace("μπ", "b")));
                    addGreek(spellings, scheme.transliterate(small).replace("b", "mp"));
                });
            case OTHER -> spellings.add(small);
        }
        return spellings;
    }

    private static void addLatin(Set<String> spellings, String word) {
        add(spellings, word);
        add(spellings, TWO_LETTERS.transliterate(word));
    }

    private static void addCyrillic(Set<String> spellings, String latin) {
        addLatin(spellings, latin);
        addLatin(spellings, latin.replace("ks", "x"));
    }

    private static void addGreek(Set<String> spellings, String latin) {
        add(spellings, latin);
        add(spellings, latin.replace("ch", "h"));
    }

    private static void add(Set<String> spellings, String latin) {
        String plain = ascii(latin);
        if (!plain.isEmpty() && !NOT_PLAIN.matcher(plain).find()) {
            spellings.add(plain);
        }
    }
}
