package io.github.kosmasdk;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A word of the service that this version of the SDK may or may not know. The service adds words without notice, so
 * an unknown one is a value like any other: its text is kept exactly and written back exactly.
 *
 * <pre>{@code
 * if (account.transferType().is(TransferType.FULL)) { ... }
 * account.transferType().value(); // the text as the service wrote it
 * }</pre>
 *
 * <p>Two values are equal when they are the same known constant, however it was written, or, both unknown, the same
 * text of the same enum.
 *
 * @param <E> the words known to this version
 */
public final class OpenEnum<E extends Enum<E>> {

    private static final ClassValue<Words<?>> WORDS = new ClassValue<>() {
        @Override
        protected Words<?> computeValue(Class<?> type) {
            return words(type);
        }
    };

    private final Class<E> type;
    private final String value;
    private final @Nullable E known;

    private OpenEnum(Class<E> type, String value, @Nullable E known) {
        this.type = type;
        this.value = value;
        this.known = known;
    }

    /**
     * The value of a known constant. Always the same instance.
     *
     * @param constant the constant
     * @param <E> its enum
     * @return the value, its text is the constant's name
     */
    public static <E extends Enum<E>> OpenEnum<E> of(E constant) {
        return wordsOf(constant.getDeclaringClass()).byOrdinal[constant.ordinal()];
    }

    /**
     * The value of a text from the wire. The constant of that name is taken, else one whose name differs in case only.
     *
     * @param type the enum
     * @param wireText the text, kept exactly
     * @param <E> the enum
     * @return the value, the same instance every time when the text is exactly a constant's name
     */
    public static <E extends Enum<E>> OpenEnum<E> of(Class<E> type, String wireText) {
        Objects.requireNonNull(wireText, "wireText");
        Words<E> words = wordsOf(type);
        OpenEnum<E> exact = words.byName.get(wireText);
        if (exact != null) {
            return exact;
        }
        OpenEnum<E> sameLetters = words.byLowerCase.get(lowerCase(wireText));
        return new OpenEnum<>(type, wireText, sameLetters == null ? null : sameLetters.known);
    }

    /**
     * The text, exactly as it came.
     *
     * @return the text
     */
    public String value() {
        return value;
    }

    /**
     * The constant.
     *
     * @return the constant, empty when this version does not know the word
     */
    public Optional<E> known() {
        return Optional.ofNullable(known);
    }

    /**
     * Whether it is this constant.
     *
     * @param constant the constant to compare with
     * @return {@code true} when it is
     */
    public boolean is(E constant) {
        return known == constant;
    }

    /**
     * Whether this version knows the word.
     *
     * @return {@code true} when {@link #known()} is present
     */
    public boolean isKnown() {
        return known != null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof OpenEnum<?> that
                        && type == that.type
                        && known == that.known
                        && (known != null || value.equals(that.value));
    }

    @Override
    public int hashCode() {
        return known != null ? known.hashCode() : 31 * type.hashCode() + value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }

    @SuppressWarnings("unchecked") // words(type) holds the words of exactly that type
    private static <E extends Enum<E>> Words<E> wordsOf(Class<E> type) {
        return (Words<E>) WORDS.get(type);
    }

    @SuppressWarnings("unchecked") // only ever asked with an enum class, see wordsOf
    private static <E extends Enum<E>> Words<E> words(Class<?> type) {
        return new Words<>((Class<E>) type);
    }

    private static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static final class Words<E extends Enum<E>> {

        private final OpenEnum<E>[] byOrdinal;
        private final Map<String, OpenEnum<E>> byName = new HashMap<>();
        private final Map<String, OpenEnum<E>> byLowerCase = new HashMap<>();

        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
        Words(Class<E> type) {
            E[] constants = type.getEnumConstants();
            byOrdinal = new OpenEnum[constants.length];
            for (E constant : constants) {
                OpenEnum<E> word = new OpenEnum<>(type, constant.name(), constant);
                byOrdinal[constant.ordinal()] = word;
                byName.put(constant.name(), word);
                byLowerCase.putIfAbsent(lowerCase(constant.name()), word);
            }
        }
    }
}
