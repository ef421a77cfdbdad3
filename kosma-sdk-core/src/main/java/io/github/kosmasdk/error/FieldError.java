package io.github.kosmasdk.error;

import io.github.kosmasdk.internal.mask.Masks;
import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is wrong with one member of a request. */
public final class FieldError implements Serializable {

    private static final long serialVersionUID = 1L;

    private final @Nullable String code;
    private final @Nullable String message;
    private final @Nullable String location;

    /**
     * Creates it.
     *
     * @param code the broken rule, {@code null} when not said
     * @param message the rule in words, {@code null} when not said
     * @param location where in the request, such as {@code body.from_date}, {@code null} when not said
     */
    public FieldError(@Nullable String code, @Nullable String message, @Nullable String location) {
        this.code = code;
        this.message = message;
        this.location = location;
    }

    /**
     * The broken rule.
     *
     * @return the code, empty when not said
     */
    public Optional<String> code() {
        return Optional.ofNullable(code);
    }

    /**
     * The rule in words.
     *
     * @return the message, empty when not said
     */
    public Optional<String> message() {
        return Optional.ofNullable(message);
    }

    /**
     * Where in the request.
     *
     * @return the location, empty when not said
     */
    public Optional<String> location() {
        return Optional.ofNullable(location);
    }

    /** Leaves the process with its texts masked. */
    private Object writeReplace() {
        return new FieldError(masked(code), masked(message), masked(location));
    }

    private static @Nullable String masked(@Nullable String text) {
        return text == null ? null : Masks.text(text);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FieldError that
                && Objects.equals(code, that.code)
                && Objects.equals(message, that.message)
                && Objects.equals(location, that.location);
    }

    @Override
    public int hashCode() {
        return Objects.hash(code, message, location);
    }

    @Override
    public String toString() {
        return Stream.of(location, code, message)
                .filter(part -> part != null && !part.isEmpty())
                .collect(Collectors.collectingAndThen(Collectors.joining(": "), Masks::text));
    }
}
