package io.github.kosmasdk.account;

import java.util.Optional;

/**
 * What kind of booking it is in the bank's own words.
 *
 * @param code the code
 * @param subCode the code below it
 * @param description in words
 */
public record BankTransactionCode(Optional<String> code, Optional<String> subCode, Optional<String> description) {
    /** The codes; the words stay hidden. */
    @Override
    public String toString() {
        return "BankTransactionCode[" + code.orElse("none") + ", " + subCode.orElse("none") + "]";
    }
}
