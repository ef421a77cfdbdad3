package io.github.kosmasdk.playground;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A secret that changes with every use. Guarded by the monitor of the consent it belongs to. */
final class RotatingToken {
    private final String kind;
    private final String of;
    private final boolean lenient;
    private final Set<String> issued = new LinkedHashSet<>();
    private @Nullable String before;
    private String latest;

    RotatingToken(String kind, String of, boolean lenient) {
        this.kind = kind;
        this.of = of;
        this.lenient = lenient;
        this.latest = make();
    }

    String latest() {
        return latest;
    }

    /** All there ever were, oldest first. */
    List<String> issued() {
        return List.copyOf(issued);
    }

    int count() {
        return issued.size();
    }

    /** Whether this was the latest one once and is no longer. */
    boolean isSuperseded(String token) {
        return !token.equals(latest) && issued.contains(token);
    }

    /** Whether this is the latest one; leniently, the one before is good for one more use. */
    boolean accepts(String token) {
        if (lenient && token.equals(before)) {
            before = null;
            return true;
        }
        return token.equals(latest);
    }

    String next() {
        before = latest;
        latest = make();
        return latest;
    }

    private String make() {
        String token = Jwt.of(Json.object().put("kind", kind).put("of", of).put("jti", Ids.next()));
        issued.add(token);
        return token;
    }
}
