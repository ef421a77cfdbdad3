package io.github.kosmasdk.internal.json;

import io.github.kosmasdk.ResponseLimits;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.filter.FilteringParserDelegate;
import tools.jackson.core.filter.JsonPointerBasedFilter;
import tools.jackson.core.filter.TokenFilter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

/**
 * The body of an answer: JSON that is read within the limits of a client, from its beginning and as often as needed, until it is
 * closed. Then its bytes belong to another answer.
 */
public final class JsonBody implements AutoCloseable {

    private static final byte[] NONE = new byte[0];

    private byte[] bytes;
    private final int start;
    private final int length;
    private final TokenStreamFactory json;
    private @Nullable String trouble;

    private JsonBody(byte[] bytes, int start, int length, TokenStreamFactory json, @Nullable String trouble) {
        this.bytes = bytes;
        this.start = start;
        this.length = length;
        this.json = json;
        this.trouble = trouble;
    }

    /**
     * How many bytes it has.
     *
     * @return the number, 0 when there was no body
     */
    public int length() {
        return length;
    }

    /**
     * Its bytes, as they came.
     *
     * @return the bytes, none when it cannot be read as JSON
     */
    public InputStream stream() {
        return bytes == NONE ? InputStream.nullInputStream() : new ByteArrayInputStream(bytes, start, length);
    }

    /**
     * Reads it as a tree.
     *
     * @return the tree
     * @throws JacksonException when it is not JSON, or beyond the limits
     */
    public JsonNode tree() {
        try (JsonParser parser = parser()) {
            return WireJson.tree(parser);
        }
    }

    /**
     * Looks for one text in a body that cannot be read as a whole: what comes after it does not matter.
     *
     * @param pointer where it stands, such as {@code /data/consent_token}
     * @return the text, empty when there is none, or when there are two
     */
    public Optional<String> salvage(String pointer) {
        Set<String> found = new HashSet<>();
        try (JsonParser parser = new FilteringParserDelegate(
                raw(), new JsonPointerBasedFilter(pointer), TokenFilter.Inclusion.ONLY_INCLUDE_ALL, true)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isStructStart()) {
                    parser.skipChildren();
                } else if (token == JsonToken.VALUE_STRING
                        && !parser.getString().isBlank()) {
                    found.add(parser.getString());
                }
            }
        } catch (JacksonException e) {
            // what came before counts
        }
        return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
    }

    /** From here on it cannot be read any more. */
    @Override
    public void close() {
        bytes = NONE;
        trouble = "it was read too late";
    }

    JsonParser parser() {
        return new DistinctMembers(raw());
    }

    private JsonParser raw() {
        if (trouble != null) {
            throw new UnusableAnswerException(trouble);
        }
        if (length == 0) {
            throw new UnusableAnswerException("it is empty");
        }
        return json.createParser(ObjectReadContext.empty(), bytes, start, length);
    }

    /** Makes bodies that keep to the limits of one client. */
    public static final class Factory {

        private final TokenStreamFactory json;

        /**
         * Creates it.
         *
         * @param limits the limits inside of a body
         */
        public Factory(ResponseLimits limits) {
            json = JsonFactory.builder()
                    .streamReadConstraints(new Constraints(limits))
                    .build();
        }

        /**
         * A body.
         *
         * @param bytes where it is; not changed until it is closed
         * @param start where it begins
         * @param length how many bytes it has
         * @return the body
         */
        public JsonBody of(byte[] bytes, int start, int length) {
            return new JsonBody(bytes, start, length, json, null);
        }

        /**
         * A body that cannot be read as JSON, whatever is in it.
         *
         * @param length how many bytes it has
         * @param trouble why not, such as {@code it is compressed}
         * @return the body
         */
        public JsonBody unreadable(int length, String trouble) {
            return new JsonBody(NONE, 0, length, json, trouble);
        }
    }

    /** Says what to raise in the words of the settings. */
    private static final class Constraints extends StreamReadConstraints {
        private static final long serialVersionUID = 1L;

        /** Names are kept for the next answer, so they are held shorter than texts. */
        private static final int MAX_NAME_LENGTH = 1000;

        /** The tiniest values take many times their bytes in memory; those of the service have about this many. */
        private static final int BYTES_PER_TOKEN = 16;

        private static final int MIN_TOKENS = 10_000;

        Constraints(ResponseLimits limits) {
            super(
                    limits.maxNesting(),
                    DEFAULT_MAX_DOC_LEN,
                    Math.max(MIN_TOKENS, limits.maxBodyBytes() / BYTES_PER_TOKEN),
                    limits.maxNumberLength(),
                    limits.maxStringLength(),
                    MAX_NAME_LENGTH);
        }

        /** Stands in the message where Jackson names its own setting. */
        @Override
        protected String _constrainRef(String getter) {
            return switch (getter) {
                case "getMaxNestingDepth" -> "maxNesting of ResponseLimits, kosma.limits.max-nesting";
                case "getMaxStringLength" -> "maxStringLength of ResponseLimits, kosma.limits.max-string-length";
                case "getMaxNumberLength" -> "maxNumberLength of ResponseLimits, kosma.limits.max-number-length";
                case "getMaxTokenCount" -> "a share of maxBodyBytes of ResponseLimits, kosma.limits.max-body-size";
                default -> "fixed";
            };
        }
    }
}
