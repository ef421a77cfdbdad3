package io.github.kosmasdk.kyc;

import java.util.regex.Pattern;

/** Titles, degrees and forms of address: they say nothing about who somebody is. */
final class Titles {

    private static final String EDGE_BEFORE = "(?<![\\p{L}\\p{N}])";
    private static final String EDGE = "(?![\\p{L}\\p{N}])\\.?";

    private static final Pattern ANYWHERE = Pattern.compile(
            EDGE_BEFORE
                    + "(?:"
                    + "dr\\.?(?:\\s*(?:med|phil|jur|iur|techn|ing|rer\\.?\\s*nat|rer\\.?\\s*pol|h\\.?\\s*c)(?![\\p{L}])\\.?)*"
                    + "|prof|professor|dipl\\.?\\s*-?\\s*(?:ing|kfm|inf|phys|psych|kffr|btw|vw)"
                    + "|mag\\.|ing\\.|arch\\.|mgr|inż|inz|judr|mudr|rndr|mvdr|phdr|paeddr|csc|drsc|bc\\."
                    + "|ph\\.?\\s?d|b\\.?sc|m\\.?sc|ll\\.?\\s?m|mba"
                    + "|herrn?|frau|eheleute|familie|fam\\."
                    + "|mr|mrs|ms|miss|mister|sir"
                    + "|mme|mlle|madame|mademoiselle|monsieur|maître"
                    + "|sra|srta|señora?|señorita|senhora?|doña|dona"
                    + "|dott(?:\\.?\\s?ssa)?|dottor(?:e|essa)|sig\\.?\\s?(?:ra|na)|sig\\.|signora?|avv|rag\\.|geom\\."
                    + "|dhr|mevr|mevrouw|drs|hr\\.|fru"
                    + ")" + EDGE,
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** Words that are also names: in front of two words or more, and nowhere else. */
    private static final Pattern IN_FRONT = Pattern.compile(
            "^\\s*(?:sr|señor|don|pan|pani|bay|bayan)" + EDGE + "\\s*(?=[\\p{L}\\p{M}'’-]+[\\s,]+[\\p{L}\\p{M}'’-]+)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern LETTER = Pattern.compile("\\p{L}");

    private Titles() {}

    /** The name without titles; as it was when nothing else is in it. */
    static String strip(String name) {
        String without =
                IN_FRONT.matcher(ANYWHERE.matcher(name).replaceAll(" ")).replaceFirst("");
        return LETTER.matcher(without).find() ? without.strip() : name;
    }
}
