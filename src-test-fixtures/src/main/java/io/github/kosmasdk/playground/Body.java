package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.ApiError.Detail;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON object of a request. It collects everything that is wrong with it, so that one answer can name all of it. Members that
 * are null, and optional texts that are empty, count as not given; members that nobody asks for are ignored.
 */
final class Body {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());
    private static final Pattern ASPSP_DATA = Pattern.compile("([0-9a-fA-F]+:[0-9a-fA-F]+)?");
    private static final Pattern BIC = Pattern.compile("[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?");

    private final ObjectNode node;
    private final String location;
    private final List<Detail> errors;

    private Body(ObjectNode node, String location, List<Detail> errors) {
        this.node = node;
        this.location = location;
        this.errors = errors;
    }

    /** @throws ApiError when the text is not a JSON object; no text at all counts as an empty one */
    static Body of(String text) {
        return of(text, "body");
    }

    static Body of(String text, String location) {
        if (text.isBlank()) {
            return new Body(Json.object(), location, new ArrayList<>());
        }
        JsonNode parsed;
        try {
            parsed = Json.parse(text);
        } catch (JacksonException malformed) {
            throw ApiError.invalid("MALFORMED", "is not well-formed JSON", location);
        }
        if (parsed instanceof ObjectNode object) {
            Body body = new Body(object, location, new ArrayList<>());
            body.whiteLabelKeys();
            return body;
        }
        throw ApiError.invalid("INVALID_TYPE", "must be a JSON object", location);
    }

    /** What white label integrations send with every body; the values may be empty. */
    private void whiteLabelKeys() {
        Body keys = object("keys");
        if (keys != null) {
            keys.anyText("hsm");
            String bankData = keys.anyText("aspsp_data");
            if (!keys.has("aspsp_data")) {
                keys.reject("aspsp_data", "REQUIRED", "'aspsp_data' is missing");
            } else if (bankData != null && !ASPSP_DATA.matcher(bankData).matches()) {
                keys.reject("aspsp_data", "INVALID_FORMAT", "must be two hexadecimal values with a colon between");
            }
        }
    }

    /** @throws ApiError with everything that was found wrong */
    void complete() {
        if (!errors.isEmpty()) {
            throw ApiError.invalid(errors);
        }
    }

    void reject(String name, String code, String message) {
        errors.add(new Detail(code, message, location + "." + name));
    }

    boolean has(String name) {
        return !node.path(name).isMissingNode() && !node.path(name).isNull();
    }

    JsonNode get(String name) {
        return node.path(name);
    }

    @Nullable
    String text(String name) {
        String text = anyText(name);
        return text == null || text.isEmpty() ? null : text;
    }

    @Nullable
    String requiredText(String name) {
        if (!has(name)) {
            reject(name, "REQUIRED", "'" + name + "' is missing");
            return null;
        }
        String text = anyText(name);
        if (text != null && text.isBlank()) {
            reject(name, "REQUIRED", "'" + name + "' must not be empty");
            return null;
        }
        return text;
    }

    private @Nullable String anyText(String name) {
        if (!has(name)) {
            return null;
        }
        if (!node.get(name).isString()) {
            reject(name, "INVALID_TYPE", "must be a string");
            return null;
        }
        return node.get(name).stringValue();
    }

    @Nullable
    Integer positive(String name) {
        if (!has(name)) {
            return null;
        }
        JsonNode value = node.get(name);
        if (!value.isIntegralNumber()) {
            reject(name, "INVALID_TYPE", "must be an integer");
            return null;
        }
        if (!value.canConvertToInt() || value.intValue() <= 0) {
            reject(name, "INVALID_VALUE", "must be greater than 0 and at most " + Integer.MAX_VALUE);
            return null;
        }
        return value.intValue();
    }

    /** An amount above zero in minor units. */
    @Nullable
    Long requiredMinorUnits(String name) {
        if (!has(name)) {
            reject(name, "REQUIRED", "'" + name + "' is missing");
            return null;
        }
        JsonNode value = node.get(name);
        if (!value.isIntegralNumber()) {
            reject(name, "INVALID_TYPE", "must be an integer: the amount in the smallest unit of the currency");
            return null;
        }
        if (!value.canConvertToLong() || value.longValue() <= 0) {
            reject(name, "INVALID_VALUE", "must be greater than 0");
            return null;
        }
        return value.longValue();
    }

    /** ISO 4217. */
    @Nullable
    String requiredCurrency(String name) {
        String code = requiredText(name);
        if (code != null && !CURRENCIES.contains(code)) {
            reject(name, "INVALID_VALUE", "must be a currency code of three letters (ISO 4217)");
        }
        return code;
    }

    @Nullable
    Integer notNegative(String name) {
        if (!has(name)) {
            return null;
        }
        JsonNode value = node.get(name);
        if (!value.isIntegralNumber()) {
            reject(name, "INVALID_TYPE", "must be an integer");
            return null;
        }
        if (!value.canConvertToInt() || value.intValue() < 0) {
            reject(name, "INVALID_VALUE", "must not be negative");
            return null;
        }
        return value.intValue();
    }

    @Nullable
    String bic(String name) {
        String bic = text(name);
        if (bic != null && !BIC.matcher(bic).matches()) {
            reject(name, "INVALID_FORMAT", "must be a BIC of 8 or 11 characters");
        }
        return bic;
    }

    @Nullable
    LocalDate date(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException noDate) {
            reject(name, "INVALID_FORMAT", "must be a valid date (YYYY-MM-DD)");
            return null;
        }
    }

    @Nullable
    LocalDate requiredDate(String name) {
        return requiredText(name) == null ? null : date(name);
    }

    @Nullable
    String iban(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        String iban = Iban.normalized(text);
        if (!Iban.isValid(iban)) {
            reject(name, "INVALID_FORMAT", "must be a valid IBAN");
        }
        return iban;
    }

    @Nullable
    String country(String name) {
        String text = text(name);
        if (text != null && !isCountry(text)) {
            reject(name, "INVALID_VALUE", "must be a country code of two letters (ISO 3166-1)");
        }
        return text;
    }

    <E extends Enum<E>> @Nullable E oneOf(String name, Class<E> type, boolean ignoreCase) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (ignoreCase
                    ? constant.name().equalsIgnoreCase(text)
                    : constant.name().equals(text)) {
                return constant;
            }
        }
        reject(name, "INVALID_VALUE", "must be one of " + List.of(type.getEnumConstants()));
        return null;
    }

    /** The object under this name, or null; its errors are collected here. */
    @Nullable
    Body object(String name) {
        if (!has(name)) {
            return null;
        }
        if (node.get(name) instanceof ObjectNode object) {
            return new Body(object, location + "." + name, errors);
        }
        reject(name, "INVALID_TYPE", "must be an object");
        return null;
    }

    /** As {@link #object}, but its absence is an error. */
    @Nullable
    Body requiredObject(String name) {
        if (!has(name)) {
            reject(name, "REQUIRED", "'" + name + "' is missing");
        }
        return object(name);
    }

    /** The objects of the list under this name, none when there is no list; their errors are collected here. */
    List<Body> objects(String name) {
        List<Body> objects = new ArrayList<>();
        if (has(name) && !node.get(name).isArray()) {
            reject(name, "INVALID_TYPE", "must be an array");
        }
        for (int i = 0; i < node.path(name).size(); i++) {
            String element = name + "[" + i + "]";
            if (node.path(name).get(i) instanceof ObjectNode object) {
                objects.add(new Body(object, location + "." + element, errors));
            } else {
                reject(element, "INVALID_TYPE", "must be an object");
            }
        }
        return objects;
    }

    /** The texts under this name, or null; an empty list is rejected. */
    @Nullable
    List<String> texts(String name) {
        if (!has(name)) {
            return null;
        }
        JsonNode array = node.get(name);
        if (!array.isArray()) {
            reject(name, "INVALID_TYPE", "must be an array");
            return null;
        }
        if (array.isEmpty()) {
            reject(name, "INVALID_VALUE", "must have at least one element");
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            if (array.get(i).isString()) {
                texts.add(array.get(i).stringValue());
            } else {
                reject(name + "[" + i + "]", "INVALID_TYPE", "must be a string");
            }
        }
        return texts;
    }

    @Nullable
    List<String> countries(String name) {
        List<String> countries = texts(name);
        if (countries != null && !countries.stream().allMatch(Body::isCountry)) {
            reject(name, "INVALID_VALUE", "must be country codes of two letters (ISO 3166-1)");
        }
        return countries;
    }

    @Nullable
    List<String> ibans(String name) {
        List<String> texts = texts(name);
        if (texts == null) {
            return null;
        }
        List<String> ibans = texts.stream().map(Iban::normalized).toList();
        if (!ibans.stream().allMatch(Iban::isValid)) {
            reject(name, "INVALID_FORMAT", "must be valid IBANs");
        }
        return ibans;
    }

    private static boolean isCountry(String text) {
        return COUNTRIES.contains(text.toUpperCase(Locale.ROOT));
    }
}
