package io.github.kosmasdk.auth.form;

/**
 * An answer that only the service can read: the body to post to the step's {@code next}.
 *
 * @param ct the answer, encrypted with AES-256-CBC, in Base64
 * @param iv the initialisation vector, 32 lower-case hexadecimal digits
 * @param ek the AES key as hexadecimal digits, encrypted with the form's RSA key, in Base64
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/auth-api-encryption.html">encryption</a>
 */
public record EncryptedFormAnswer(String ct, String iv, String ek) {

    @Override
    public String toString() {
        return "EncryptedFormAnswer[" + ct.length() + " characters]";
    }
}
