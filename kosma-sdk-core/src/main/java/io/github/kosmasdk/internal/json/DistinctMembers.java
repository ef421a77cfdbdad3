package io.github.kosmasdk.internal.json;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.SerializableString;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.JsonParserDelegate;

/**
 * Refuses an object that has a member twice: two readers could take two different tokens or amounts for the real one.
 * Jackson's own check makes a set for every object; this one compares the few names that an object has. What nobody
 * reads is skipped, and not looked at.
 */
final class DistinctMembers extends JsonParserDelegate {

    /** Members of an object that are compared one by one; further ones go into a set. */
    private static final int FEW = 32;

    /** The names of the objects that are open, one after the other. */
    private String[] names = new String[8];

    private int count;
    /** For each open object, where its names begin. */
    private int[] begin = new int[4];

    /** For each open object, which one of the body it is. */
    private int[] number = new int[4];

    private int open = -1;
    private int objects;
    private @Nullable Set<String> many;

    DistinctMembers(JsonParser parser) {
        super(parser);
    }

    @Override
    public @Nullable JsonToken nextToken() {
        JsonToken token = super.nextToken();
        look(token);
        return token;
    }

    @Override
    public @Nullable JsonToken nextValue() {
        JsonToken token = nextToken();
        return token == JsonToken.PROPERTY_NAME ? nextToken() : token;
    }

    @Override
    public @Nullable String nextName() {
        String name = super.nextName();
        look(currentToken());
        return name;
    }

    @Override
    public boolean nextName(SerializableString expected) {
        boolean isIt = super.nextName(expected);
        look(currentToken());
        return isIt;
    }

    @Override
    public int nextNameMatch(PropertyNameMatcher matcher) {
        int match = super.nextNameMatch(matcher);
        look(currentToken());
        return match;
    }

    @Override
    public JsonParser skipChildren() {
        if (hasToken(JsonToken.START_OBJECT)) {
            closeObject();
        }
        super.skipChildren();
        return this;
    }

    private void look(@Nullable JsonToken token) {
        if (token == JsonToken.PROPERTY_NAME) {
            name(currentName());
        } else if (token == JsonToken.START_OBJECT) {
            openObject();
        } else if (token == JsonToken.END_OBJECT) {
            closeObject();
        }
    }

    private void openObject() {
        if (++open == begin.length) {
            begin = Arrays.copyOf(begin, 2 * open);
            number = Arrays.copyOf(number, 2 * open);
        }
        begin[open] = count;
        number[open] = objects++;
    }

    private void closeObject() {
        count = begin[open--];
    }

    private void name(String name) {
        for (int i = begin[open]; i < count; i++) {
            if (names[i].equals(name)) {
                throw twice();
            }
        }
        if (count - begin[open] == FEW) {
            many = many == null ? new HashSet<>() : many;
            if (!many.add(number[open] + " " + name)) {
                throw twice();
            }
            return;
        }
        if (count == names.length) {
            names = Arrays.copyOf(names, 2 * count);
        }
        names[count++] = name;
    }

    private static UnusableAnswerException twice() {
        return new UnusableAnswerException("an object has the same member twice");
    }
}
