package io.github.kosmasdk.payment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Members of a transfer that this version has no name for, as other markets have them. They are sent exactly as they
 * stand here, beside the named ones. A name that the SDK has a setter for is refused when the {@link TransferRequest}
 * is built, so that nothing can be said twice.
 */
public final class TransferExtension {

    /** No further members. */
    public static final TransferExtension NONE = new Builder().build();

    private final Map<String, Object> members;

    private TransferExtension(Map<String, Object> members) {
        this.members = Collections.unmodifiableMap(members);
    }

    /**
     * Starts an extension.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The members, in the order they were put.
     *
     * @return each a {@code String}, {@code Long}, {@code Boolean} or again such a map
     */
    public Map<String, Object> members() {
        return members;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TransferExtension that && members.equals(that.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    /** The names; the values stay hidden. */
    @Override
    public String toString() {
        return "TransferExtension" + members.keySet();
    }

    /** Collects the members. */
    public static final class Builder {
        private final Map<String, Object> members = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Puts a text.
         *
         * @param name the name on the wire
         * @param value the text
         * @return this
         */
        public Builder put(String name, String value) {
            members.put(name, value);
            return this;
        }

        /**
         * Puts a whole number.
         *
         * @param name the name on the wire
         * @param value the number; an amount of money in minor units
         * @return this
         */
        public Builder put(String name, long value) {
            members.put(name, value);
            return this;
        }

        /**
         * Puts a truth.
         *
         * @param name the name on the wire
         * @param value the truth
         * @return this
         */
        public Builder put(String name, boolean value) {
            members.put(name, value);
            return this;
        }

        /**
         * Puts an object.
         *
         * @param name the name on the wire
         * @param value its members
         * @return this
         */
        public Builder put(String name, TransferExtension value) {
            members.put(name, value.members());
            return this;
        }

        /**
         * Makes the extension.
         *
         * @return the extension
         */
        public TransferExtension build() {
            return new TransferExtension(new LinkedHashMap<>(members));
        }
    }
}
