package io.github.kosmasdk.kyc;

import io.github.kosmasdk.internal.Lists;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an ownership check came to. The verdict is the SDK's own, no statement of the bank or of Klarna.
 *
 * @param verdict the verdict
 * @param reasons why, the account first, then the name, then what raises or lowers the confidence
 * @param nameToShow on a close match the name of the holder it fits, of a joint account only that one; empty on every other
 * verdict
 * @param explanation the reasons in one sentence, without names and numbers
 * @param compared what was held against each other
 * @param proof when and how the consumer showed to control the account
 * @param confidence how far the verdict carries
 */
public record OwnershipResult(
        Verdict verdict,
        List<Reason> reasons,
        Optional<String> nameToShow,
        String explanation,
        List<ComparedRow> compared,
        ControlProof proof,
        Confidence confidence) {

    /** Checks the parts. */
    public OwnershipResult {
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(nameToShow, "nameToShow");
        Objects.requireNonNull(explanation, "explanation");
        Objects.requireNonNull(proof, "proof");
        Objects.requireNonNull(confidence, "confidence");
        reasons = Lists.copy(reasons);
        compared = Lists.copy(compared);
    }

    /** Verdict, reasons and confidence; names stay hidden. */
    @Override
    public String toString() {
        return "OwnershipResult[" + verdict + ", " + reasons + ", " + confidence + "]";
    }
}
