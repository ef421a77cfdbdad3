package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.DirectoryBank.TransferMethod;
import io.github.kosmasdk.playground.DirectoryError.Code;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The bank directory, version 1, with its own error format. */
final class BankDirectoryApi {
    static final String ROOT = "/v1";

    private static final String COUNTRIES = ROOT + "/countries";
    private static final String BANKS = ROOT + "/banks";
    private static final String SEARCH = BANKS + "/get";
    private static final int DEFAULT_SIZE = 100;
    private static final int MOST = 1000;

    private final BankDirectory directory;
    private final ApiToken token;
    private final Supplier<URI> baseUrl;

    BankDirectoryApi(BankDirectory directory, ApiToken token, Supplier<URI> baseUrl) {
        this.directory = directory;
        this.token = token;
        this.baseUrl = baseUrl;
    }

    private record Page(int offset, int size) {}

    Reply handle(Call call) {
        try {
            return answer(call);
        } catch (DirectoryError refused) {
            return refused.toReply(Endpoint.correlationId(call));
        }
    }

    private Reply answer(Call call) {
        checkToken(call);
        return switch (call.path()) {
            case COUNTRIES -> only("GET", call, this::countries);
            case BANKS -> only("GET", call, () -> list(call));
            case SEARCH -> only("POST", call, () -> search(call));
            default -> throw new DirectoryError(404, Code.PATH_NOT_FOUND, "There is nothing at " + call.path());
        };
    }

    private void checkToken(Call call) {
        try {
            token.check(call);
        } catch (ApiError unauthorized) {
            throw new DirectoryError(403, Code.API_TOKEN_INVALID, String.valueOf(unauthorized.getMessage()));
        }
    }

    private static Reply only(String method, Call call, Supplier<ObjectNode> answer) {
        if (!call.method().equals(method)) {
            throw new DirectoryError(405, Code.NOT_IMPLEMENTED, call.method() + " is not possible on " + call.path());
        }
        return Reply.json(200, answer.get());
    }

    private ObjectNode countries() {
        ObjectNode json = Json.object();
        ArrayNode countries = json.putArray("countries");
        directory
                .countries()
                .forEach(country -> countries
                        .addObject()
                        .put("country_code", country)
                        .put("banks", baseUrl.get() + BANKS + "?country_code=" + country));
        return json;
    }

    private ObjectNode list(Call call) {
        String country = country(call);
        TransferMethod method = transferMethod(call.query().get("transfer_method"));
        Page page =
                new Page(number(call, "offset", 0, 0, Integer.MAX_VALUE), number(call, "size", DEFAULT_SIZE, 1, MOST));
        List<DirectoryBank> banks =
                directory.of(country).stream().filter(takes(method)).toList();
        ObjectNode json = page(banks, page);
        ObjectNode pagination = json.withObjectProperty("pagination");
        String base = baseUrl.get() + BANKS + "?country_code=" + country
                + (method == null ? "" : "&transfer_method=" + method) + "&size=" + page.size + "&offset=";
        if (page.offset + (long) page.size < banks.size()) {
            pagination.put("next", base + (page.offset + page.size));
        }
        if (page.offset > 0) {
            pagination.put("prev", base + Math.max(0, page.offset - page.size));
        }
        return json;
    }

    private ObjectNode search(Call call) {
        try {
            Body body = Body.of(call.body());
            String code = body.text("bank_code");
            String bic = body.text("bic");
            String name = body.text("bank_name");
            TransferMethod method = transferMethod(body.text("transfer_method"));
            Integer offset = body.notNegative("offset");
            Integer size = body.positive("size");
            if (size != null && size > MOST) {
                body.reject("size", "INVALID_VALUE", "must be at most " + MOST);
            }
            body.complete();
            if (code == null && bic == null && name == null) {
                throw DirectoryError.invalid(
                        Code.PARAMETER_MISSING, "one of bank_code, bic and bank_name must be there");
            }
            List<DirectoryBank> banks = directory.all().stream()
                    .filter(bank -> code == null || bank.hasCode(code))
                    .filter(bank -> bic == null || bank.hasBic(bic))
                    .filter(bank -> name == null || bank.isCalled(name))
                    .filter(takes(method))
                    .toList();
            return page(banks, new Page(offset == null ? 0 : offset, size == null ? DEFAULT_SIZE : size));
        } catch (ApiError invalid) {
            throw DirectoryError.invalid(Code.VALIDATION_ERROR, String.valueOf(invalid.getMessage()));
        }
    }

    private static ObjectNode page(List<DirectoryBank> banks, Page page) {
        ObjectNode json = Json.object();
        ArrayNode array = json.putArray("banks");
        banks.stream().skip(page.offset).limit(page.size).forEach(bank -> array.add(bank.toJson()));
        json.putObject("pagination")
                .put("count", array.size())
                .put("total", banks.size())
                .put("offset", page.offset);
        return json;
    }

    private String country(Call call) {
        String country = call.query().get("country_code");
        if (country == null) {
            throw DirectoryError.invalid(Code.PARAMETER_MISSING, "country_code is missing");
        }
        if (!country.matches("[A-Za-z]{2}")) {
            throw DirectoryError.invalid(Code.COUNTY_CODE_INVALID, "country_code must be two letters (ISO 3166-1)");
        }
        if (directory.of(country).isEmpty()) {
            throw new DirectoryError(404, Code.COUNTRY_NOT_FOUND, "No bank of this country is known");
        }
        return country.toUpperCase(Locale.ROOT);
    }

    private static @Nullable TransferMethod transferMethod(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return Stream.of(TransferMethod.values())
                .filter(method -> method.name().equals(text))
                .findFirst()
                .orElseThrow(() -> DirectoryError.invalid(
                        Code.TRANSFER_METHOD_INVALID, "transfer_method must be SCT or SCT_INSTANT"));
    }

    private static Predicate<DirectoryBank> takes(@Nullable TransferMethod method) {
        return bank -> method == null || bank.takes(method);
    }

    private static int number(Call call, String name, int otherwise, int least, int most) {
        Optional<String> text = Optional.ofNullable(call.query().get(name));
        try {
            int number = text.map(Integer::parseInt).orElse(otherwise);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // told below
        }
        throw DirectoryError.invalid(Code.VALIDATION_ERROR, name + " must be a number from " + least + " to " + most);
    }
}
