package io.github.kosmasdk.kyc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The legal forms of companies, at the end of their names and in some countries in front. */
final class LegalForms {

    /** Being founded: no form, but an addition to one. */
    static final String IN_FOUNDATION = "ig";

    /** Says nothing beside a legal form. */
    private static final String IGNORED = "";

    private static final int MOST_WORDS = 8;

    /** Two letters that are also surnames when they are written as such. */
    private static final Set<String> ALSO_NAMES = Set.of("as", "sa", "se", "ou", "ae");

    /** Every spelling without blanks, dots and marks, and the form it stands for. */
    private static final Map<String, String> FORMS = new HashMap<>();

    static {
        form("gmbh", "gesmbh", "gesellschaftmitbeschraenkterhaftung", "gesellschaftmitbeschrankterhaftung");
        form("ag", "aktiengesellschaft");
        form("kg", "kommanditgesellschaft");
        form("ohg", "offenehandelsgesellschaft");
        form("ug", "unternehmergesellschaft");
        form("ek", "eingetragenerkaufmann", "eingetragenekauffrau", "ekfm", "ekfr");
        form("ev", "eingetragenerverein");
        form("eg", "eingetragenegenossenschaft");
        form("gbr", "gesellschaftbuergerlichenrechts", "gesellschaftburgerlichenrechts");
        form("kgaa");
        form("se");
        form(IN_FOUNDATION, "ingruendung", "ingrundung");
        form(IGNORED, "co", "haftungsbeschrankt", "haftungsbeschraenkt");
        form("ltd", "limited");
        form("plc", "publiclimitedcompany");
        form("llp", "limitedliabilitypartnership");
        form("llc", "limitedliabilitycompany");
        form("inc", "incorporated");
        form("corp", "corporation");
        form("sarl", "societearesponsabilitelimitee");
        form("sas", "societeparactionssimplifiee");
        form("sasu");
        form("eurl");
        form("snc", "societainnomecollettivo", "societeennomcollectif");
        form("sci", "societecivileimmobiliere");
        form("sa", "societeanonyme", "sociedadanonima", "sociedadeanonima", "spolkaakcyjna");
        form("sl", "sociedadlimitada");
        form("slu");
        form("lda", "limitada");
        form("spa", "societaperazioni");
        form("srl", "societaaresponsabilitalimitata");
        form("sas", "societainaccomanditasemplice");
        form("bv", "beslotenvennootschap");
        form("nv", "naamlozevennootschap");
        form("vof", "vennootschaponderfirma");
        form("as", "aktieselskab", "aksjeselskap", "akciovaspolecnost");
        form("aps", "anpartsselskab");
        form("ab", "aktiebolag");
        form("hb", "handelsbolag");
        form("oy", "osakeyhtio");
        form("oyj", "julkinenosakeyhtio");
        form("ehf", "einkahlutafelag");
        form("spzoo", "spolkazograniczonaodpowiedzialnoscia");
        form("sro", "spolsro", "spolecnostsrucenimomezenym");
        form("kft", "korlatoltfelelossegutarsasag");
        form("bt");
        form("zrt");
        form("nyrt");
        form("doo", "доо", "drustvosogranicenomodgovornoscu");
        form("dd");
        form("ood", "оод");
        form("eood", "еоод");
        form("ooo", "ооо");
        form("uab");
        form("sia");
        form("ou", "osauhing");
        form("ae", "αε");
        form("ike", "ικε");
    }

    private LegalForms() {}

    private static void form(String form, String... spellings) {
        if (!form.isEmpty()) {
            FORMS.put(form, form);
        }
        for (String spelling : spellings) {
            FORMS.put(spelling, form);
        }
    }

    /**
     * A name in its parts.
     *
     * @param words the words of the name proper, never none where there were any
     * @param forms the legal forms
     */
    record Split(List<Word> words, Set<String> forms) {

        /** Nothing of the name. */
        @Override
        public String toString() {
            return "Split[***]";
        }
    }

    /** Takes the legal forms off the end of a name, or off its front when there are none. */
    static Split split(List<Word> name) {
        Set<String> forms = new TreeSet<>();
        List<Word> rest = withoutTail(name, forms);
        int front = forms.isEmpty() ? lengthAtFront(rest) : 0;
        if (front > 0 && front < rest.size()) {
            forms.add(FORMS.getOrDefault(joined(rest.subList(0, front)), IGNORED));
            rest = rest.subList(front, rest.size());
        }
        forms.remove(IGNORED);
        return forms.isEmpty() ? new Split(name, forms) : new Split(rest, forms);
    }

    private static List<Word> withoutTail(List<Word> name, Set<String> forms) {
        List<Word> rest = name;
        int tail = lengthAtEnd(rest);
        while (tail > 0 && tail < rest.size()) {
            forms.add(FORMS.getOrDefault(joined(rest.subList(rest.size() - tail, rest.size())), IGNORED));
            rest = rest.subList(0, rest.size() - tail);
            tail = lengthAtEnd(rest);
        }
        return rest;
    }

    private static int lengthAtEnd(List<Word> words) {
        for (int length = Math.min(MOST_WORDS, words.size()); length > 0; length--) {
            if (isForm(words.subList(words.size() - length, words.size()))) {
                return length;
            }
        }
        return 0;
    }

    private static int lengthAtFront(List<Word> words) {
        for (int length = Math.min(MOST_WORDS, words.size()); length > 0; length--) {
            if (isForm(words.subList(0, length))) {
                return length;
            }
        }
        return 0;
    }

    private static boolean isForm(List<Word> words) {
        String joined = joined(words);
        return FORMS.containsKey(joined)
                && !(words.size() == 1 && ALSO_NAMES.contains(joined) && isTitleCase(words.get(0)));
    }

    private static boolean isTitleCase(Word word) {
        return Character.isUpperCase(word.text().charAt(0))
                && Character.isLowerCase(word.text().charAt(1));
    }

    private static String joined(List<Word> words) {
        return words.stream().map(Word::plain).collect(Collectors.joining());
    }
}
