package io.github.kosmasdk.kyc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.kyc.NamesTable.Row;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for any two names, held against all of those in the table. */
class NamePropertiesTest {

    /** What only the case tells: a surname from a legal form, and an and of one letter from an initial. */
    private static final Pattern TOLD_BY_CASE = Pattern.compile("(?U).*\\b(Sá|[yeiaY])\\b.*");

    private static final Set<Reason> OF_ONE_SIDE =
            Set.of(Reason.NAME_CUT_OFF, Reason.JOINT_ACCOUNT, Reason.HOLDER_MISSING);

    static List<Row> rows() {
        return NamesTable.rows();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aNameMatchesItself(Row row) {
        assertThat(verdict(row.claimed(), row.claimed())).isEqualTo(Verdict.MATCH);
        assertThat(verdict(row.bank(), row.bank())).isEqualTo(Verdict.MATCH);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void itDoesNotMatterWhoSaysIt(Row row) {
        NameVerdict there = NameComparison.compare(row.claimed(), row.bank());
        NameVerdict back = NameComparison.compare(row.bank(), row.claimed());
        if (there.reasons().stream().noneMatch(OF_ONE_SIDE::contains)
                && back.reasons().stream().noneMatch(OF_ONE_SIDE::contains)) {
            assertThat(back.verdict()).isEqualTo(there.verdict());
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void caseDoesNotMatter(Row row) {
        if (!TOLD_BY_CASE.matcher(row.claimed() + " " + row.bank()).matches()) {
            sameWith(row, name -> name.toUpperCase(Locale.ROOT));
            sameWith(row, name -> name.toLowerCase(Locale.ROOT));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void normalFormAndSpacesDoNotMatter(Row row) {
        sameWith(row, name -> Normalizer.normalize(name, Normalizer.Form.NFD));
        sameWith(row, name -> "  " + name.replace(" ", " \u00a0\t") + " ");
    }

    /** Both sides alike, and only the claim. */
    private static void sameWith(Row row, UnaryOperator<String> change) {
        boolean cutOff =
                NameComparison.compare(row.claimed(), row.bank()).reasons().contains(Reason.NAME_CUT_OFF);
        assertThat(verdict(change.apply(row.claimed()), row.bank())).isEqualTo(row.found());
        if (!cutOff) {
            assertThat(verdict(change.apply(row.claimed()), change.apply(row.bank())))
                    .isEqualTo(row.found());
        }
    }

    private static Verdict verdict(String claimed, String bank) {
        return NameComparison.compare(claimed, bank).verdict();
    }
}
