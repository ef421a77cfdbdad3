package io.github.kosmasdk;

import io.github.kosmasdk.error.KosmaUsageException;
import java.util.regex.Pattern;

/**
 * The keys of a white label integration, which has its own licence and certificates. They are sent in the body of every
 * POST, PUT and DELETE of both APIs. Secrets.
 *
 * @param hsm the encrypted credentials of your eIDAS keys in the service's HSM; empty when that is not used
 * @param aspspData what opens your credentials at banks: two hexadecimal values with a colon between them; empty when
 *     there are none
 */
public record WhiteLabelKeys(String hsm, String aspspData) {

    private static final Pattern TWO_HEX_VALUES = Pattern.compile("[0-9A-Fa-f]+:[0-9A-Fa-f]+");

    /**
     * Checks the parts.
     *
     * @throws KosmaUsageException when both are empty, or {@code aspspData} is not two hexadecimal values with a colon
     */
    public WhiteLabelKeys {
        if (hsm.isBlank() && aspspData.isBlank()) {
            throw new KosmaUsageException(
                    "The white label keys are both empty: leave them out for a branded integration");
        }
        if (!aspspData.isEmpty() && !TWO_HEX_VALUES.matcher(aspspData).matches()) {
            throw new KosmaUsageException("The aspsp_data of the white label keys is not two hexadecimal values with a"
                    + " colon between them, such as 00ff:11ee");
        }
    }

    @Override
    public String toString() {
        return "WhiteLabelKeys[***]";
    }
}
