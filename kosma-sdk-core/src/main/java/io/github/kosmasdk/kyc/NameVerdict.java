package io.github.kosmasdk.kyc;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a comparison of two names came to.
 *
 * @param verdict the verdict
 * @param reasons why
 * @param shown the name of the holder who fits best
 */
record NameVerdict(Verdict verdict, Set<Reason> reasons, String shown) {

    static final NameVerdict MATCH = new NameVerdict(Verdict.MATCH, EnumSet.of(Reason.NAME_AGREES), "");
    static final NameVerdict NO = no(Reason.NAME_DIFFERS);

    NameVerdict {
        reasons = Collections.unmodifiableSet(EnumSet.copyOf(reasons));
    }

    static NameVerdict close(Set<Reason> reasons) {
        return new NameVerdict(Verdict.CLOSE_MATCH, reasons, "");
    }

    static NameVerdict no(Reason reason) {
        return new NameVerdict(Verdict.NO_MATCH, EnumSet.of(reason), "");
    }

    static NameVerdict notPossible(Reason reason) {
        return new NameVerdict(Verdict.NOT_POSSIBLE, EnumSet.of(reason), "");
    }

    NameVerdict because(Reason reason) {
        Set<Reason> more = EnumSet.copyOf(reasons);
        more.add(reason);
        return new NameVerdict(verdict, more, shown);
    }

    NameVerdict showing(String name) {
        return new NameVerdict(verdict, reasons, name);
    }

    NameVerdict orBetter(NameVerdict other) {
        return other.verdict.compareTo(verdict) < 0 ? other : this;
    }

    boolean is(Verdict other) {
        return verdict == other;
    }

    /** Nothing but the verdict; the name stays hidden. */
    @Override
    public String toString() {
        return "NameVerdict[" + verdict + "]";
    }
}
