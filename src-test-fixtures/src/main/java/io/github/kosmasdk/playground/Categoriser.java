package io.github.kosmasdk.playground;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds category and brand of a transaction by the rules of {@code kosma/playground/categorisation.yaml}. */
final class Categoriser {
    private final Categories categories;
    private final List<Rule> rules;
    private final List<Brand> brands;

    /** Who stands behind a payment, as consumers know them. */
    record Brand(String id, String name, String url, Pattern counterParty) {
        static Brand of(JsonNode json) {
            String name = json.required("brand").asString();
            String id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                    .toString();
            return new Brand(id, name, json.required("url").asString(), pattern(json.path("name")));
        }

        ObjectNode toJson() {
            return Json.object().put("id", id).put("name", name).put("url", url);
        }
    }

    /** What is null fits everything. */
    private record Rule(
            Category category,
            @Nullable Pattern counterParty,
            @Nullable Pattern reference,
            @Nullable String type) {
        boolean fits(String name, String text, String direction) {
            return (type == null || type.equals(direction))
                    && (counterParty == null || counterParty.matcher(name).find())
                    && (reference == null || reference.matcher(text).find());
        }
    }

    Categoriser(Categories categories) {
        this.categories = categories;
        JsonNode file = Resources.yaml("/kosma/playground/categorisation.yaml");
        rules = file.required("rules").valueStream().map(this::rule).toList();
        brands = file.required("brands").valueStream().map(Brand::of).toList();
    }

    private Rule rule(JsonNode json) {
        return new Rule(
                categories.named(json.required("category").asString()),
                json.has("name") ? pattern(json.path("name")) : null,
                json.has("reference") ? pattern(json.path("reference")) : null,
                json.has("type") ? json.path("type").asString() : null);
    }

    private static Pattern pattern(JsonNode text) {
        // since Java 19 the end of a word is no end after a letter like é, unless this is said
        return Pattern.compile(text.asString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);
    }

    /** The best-fitting category; the last rules fit everything. */
    Category category(String counterParty, String reference, String type) {
        return rules.stream()
                .filter(rule -> rule.fits(counterParty, reference, type))
                .findFirst()
                .orElseThrow()
                .category();
    }

    Optional<Brand> brand(String counterParty) {
        return brands.stream()
                .filter(brand -> brand.counterParty().matcher(counterParty).find())
                .findFirst();
    }
}
