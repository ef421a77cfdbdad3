package io.github.kosmasdk.kyc;

/** How far a verdict carries. It never changes the verdict. */
public enum Confidence {
    /** The consumer logged in at the bank, and the address agrees too. */
    HIGH,
    /** The consumer logged in at the bank; there was no address to compare. */
    MEDIUM,
    /** The addresses contradict, nothing shows that the consumer controls the account, or of the account only its number is known. */
    LOW
}
