package io.github.kosmasdk.internal.json;

import io.github.kosmasdk.Drift;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.databind.JsonNode;

/**
 * Collects what is not known in one answer. The codec is one for all clients and reads an answer on one thread, so the
 * collection belongs to that thread from {@link #watch()} to {@link #end()}. Where nobody watches nothing is collected.
 */
public final class Unknowns {

    private static final ThreadLocal<@Nullable Unknowns> OF_THIS_ANSWER = new ThreadLocal<>();
    private static final int MOST = 50;
    private static final int DEEPEST = 12;
    private static final Pattern NAME = Pattern.compile("(?!.*[0-9]{3})[A-Za-z_][A-Za-z0-9_]{0,39}");

    private Set<Drift> found = Collections.emptySet();
    private final List<Place> places = new ArrayList<>(0);

    private Unknowns() {}

    /**
     * Begins to collect on this thread.
     *
     * @return what is collected from now on
     */
    public static Unknowns watch() {
        Unknowns unknowns = new Unknowns();
        OF_THIS_ANSWER.set(unknowns);
        return unknowns;
    }

    /**
     * Ends it.
     *
     * @return what was found, at most 50
     */
    public Set<Drift> end() {
        OF_THIS_ANSWER.remove();
        return found;
    }

    /**
     * Notes a word that is not known.
     *
     * @param where the names of the members on the way to it
     */
    public static void word(String... where) {
        Unknowns unknowns = OF_THIS_ANSWER.get();
        if (unknowns != null) {
            unknowns.add(Drift.Kind.WORD, path(where));
        }
    }

    /**
     * Looks for members that are not known.
     *
     * @param object what may hold them; nothing else does
     * @param known the members that are known
     * @param where the names of the members on the way to it
     */
    public static void members(JsonNode object, Set<String> known, String... where) {
        Unknowns unknowns = OF_THIS_ANSWER.get();
        if (unknowns != null && object.isObject()) {
            for (String name : object.propertyNames()) {
                if (!known.contains(name)) {
                    unknowns.add(Drift.Kind.MEMBER, path(where) + (where.length == 0 ? "" : ".") + shown(name));
                }
            }
        }
    }

    /** Notes what stands where the parser is. */
    static void at(Drift.Kind kind, JsonParser parser) {
        Unknowns unknowns = OF_THIS_ANSWER.get();
        if (unknowns != null) {
            TokenStreamContext context = parser.streamReadContext();
            unknowns.at(kind, parser.currentToken().isStructStart() ? context.getParent() : context);
        }
    }

    /** Most answers hold the same unknown again in each object of a list: only the first one is put in words. */
    private void at(Drift.Kind kind, TokenStreamContext context) {
        for (int i = 0; i < places.size(); i++) { // once per unknown member: no iterators
            if (places.get(i).isAt(kind, context)) {
                return;
            }
        }
        if (places.size() < MOST) {
            places.add(new Place(kind, names(context)));
            add(kind, path(context));
        }
    }

    private void add(Drift.Kind kind, String where) {
        if (found.isEmpty()) {
            found = new LinkedHashSet<>();
        }
        if (found.size() < MOST) {
            found.add(new Drift(kind, where));
        }
    }

    /** The names on the way to where something stands, from there to the root; a list has none. */
    private record Place(Drift.Kind kind, List<@Nullable String> names) {

        boolean isAt(Drift.Kind otherKind, TokenStreamContext end) {
            TokenStreamContext context = end;
            for (int i = 0; i < names.size(); i++) {
                if (context == null || !Objects.equals(names.get(i), context.currentName())) {
                    return false;
                }
                context = context.getParent();
            }
            return context == null && kind == otherKind;
        }

        /** Its kind; the names can be anything. */
        @Override
        public String toString() {
            return "Place[" + kind + "]";
        }
    }

    private static List<@Nullable String> names(TokenStreamContext end) {
        List<@Nullable String> names = new ArrayList<>();
        for (TokenStreamContext context = end; context != null; context = context.getParent()) {
            names.add(context.currentName());
        }
        return names;
    }

    private static String path(TokenStreamContext end) {
        StringBuilder path = new StringBuilder();
        int steps = 0;
        for (TokenStreamContext context = end; context != null && steps < DEEPEST; context = context.getParent()) {
            if (context.inArray()) {
                path.insert(0, "[]");
            } else if (context.inObject()) {
                path.insert(0, "." + shown(String.valueOf(context.currentName())));
            }
            steps++;
        }
        return path.indexOf(".") == 0 ? path.substring(1) : path.toString();
    }

    private static String path(String... where) {
        return String.join(".", where);
    }

    /** A name can be anything that the service makes up, a number of an account included. */
    static String shown(String name) {
        return NAME.matcher(name).matches() ? name : "?";
    }
}
