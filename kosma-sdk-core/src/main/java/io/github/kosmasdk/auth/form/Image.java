package io.github.kosmasdk.auth.form;

import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * A picture, such as a QR code or a captcha. Has no value.
 *
 * @param head kind, version and tags
 * @param label the text beside it, empty when absent
 * @param alt the text instead of it, empty when absent
 * @param title the text over it, empty when absent
 * @param src where the picture is: as a rule in itself, a {@code data:} URI
 * @param resizable whether the consumer has to be able to change its size
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/xs2a-form/image.html">the image element</a>
 */
public record Image(
        ElementHead head,
        Optional<String> label,
        Optional<String> alt,
        Optional<String> title,
        String src,
        boolean resizable)
        implements FormElement {

    private static final int MAX_CHARACTERS = 14 * 1024 * 1024; // about 10 MiB decoded

    /**
     * The kind of picture a {@code data:} URI says it holds, such as {@code image/png}. It comes from the bank: check
     * it before it is used as a content type.
     *
     * @return the media type in lower case without parameters, empty when {@code src} is no {@code data:} URI or does
     *     not say
     */
    public Optional<String> mediaType() {
        return dataUriHeader()
                .map(header -> header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(type -> !type.isEmpty());
    }

    /**
     * The bytes of a Base64 {@code data:} URI, decoded at each call.
     *
     * @return the bytes, empty when {@code src} is something else, is broken or has more than 10 MiB
     */
    public Optional<byte[]> decoded() {
        if (src.length() > MAX_CHARACTERS
                || dataUriHeader()
                        .filter(header -> header.toLowerCase(Locale.ROOT).endsWith(";base64"))
                        .isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getDecoder()
                    .decode(src.substring(src.indexOf(',') + 1).replaceAll("\\s", "")));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    private Optional<String> dataUriHeader() {
        int comma = src.indexOf(',');
        return comma > 0 && src.regionMatches(true, 0, "data:", 0, 5)
                ? Optional.of(src.substring(5, comma))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return Texts.describe(this);
    }
}
