package io.github.kosmasdk.benchmark;

import io.github.kosmasdk.contract.KosmaFixtures;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is asked for, and what the canned server answers. */
public enum Case {
    /** The state of a flow that has not finished. */
    SMALL(0, 500),
    /** The same, answered with an error. */
    ERROR(0, 500),
    /** A page of transactions. */
    PAGE_50(50, 200),
    /** A page of transactions. */
    PAGE_200(200, 200),
    /** A page of transactions. */
    PAGE_5000(5000, 10),
    /** A page of transactions, each object of which has three members that nobody knows. */
    UNKNOWN_RICH(50, 200);

    private static final JsonMapper JSON = new JsonMapper();
    private static final long FIRST_DAY = LocalDate.of(2026, 10, 1).toEpochDay();

    private final int transactions;
    private final int calls;

    Case(int transactions, int calls) {
        this.transactions = transactions;
        this.calls = calls;
    }

    /** As it stands in paths. */
    String path() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Case> of(String path) {
        for (Case what : values()) {
            if (what.path().equals(path)) {
                return Optional.of(what);
            }
        }
        return Optional.empty();
    }

    boolean isPage() {
        return transactions > 0;
    }

    /** How many calls are measured at a time. */
    int calls() {
        return calls;
    }

    int status() {
        return this == ERROR ? 404 : 200;
    }

    byte[] body() {
        return switch (this) {
            case SMALL -> bytes(KosmaFixtures.text("flow-processing.response"));
            case ERROR -> bytes(KosmaFixtures.text("error-not-found.response"));
            case PAGE_50, PAGE_200, PAGE_5000 -> JSON.writeValueAsBytes(page());
            case UNKNOWN_RICH -> {
                ObjectNode page = page();
                addUnknowns(page);
                yield JSON.writeValueAsBytes(page);
            }
        };
    }

    /** The page, with another one to come at a link; none when the offset is empty. */
    byte[] pageBefore(String link, String offset) {
        ObjectNode page = page();
        ObjectNode pagination = (ObjectNode) page.at("/data/result/pagination");
        pagination.put("url", link).putObject("next").put("offset", offset);
        return JSON.writeValueAsBytes(page);
    }

    /** Without the white space that makes a fixture readable. */
    private static byte[] bytes(String fixture) {
        return JSON.writeValueAsBytes(JSON.readTree(fixture));
    }

    /** The transactions of the fixture in turn, each with its own id, text, date and amount. */
    private ObjectNode page() {
        ObjectNode page = (ObjectNode) JSON.readTree(KosmaFixtures.text("transactions-next.response"));
        ArrayNode samples = (ArrayNode) page.at("/data/result/transactions");
        ArrayNode all = JSON.createArrayNode();
        for (int i = 0; i < transactions; i++) {
            ObjectNode transaction =
                    (ObjectNode) samples.get(i % samples.size()).deepCopy();
            transaction.put("transaction_id", "%032x".formatted(0x9E3779B97F4A7C15L * (i + 1)));
            transaction.put("reference", transaction.get("reference").stringValue() + " " + i);
            String date = LocalDate.ofEpochDay(FIRST_DAY - i / 4).toString();
            transaction.put("date", date).put("booking_date", date);
            ((ObjectNode) transaction.get("amount")).put("amount", 100 + 37 * i);
            all.add(transaction);
        }
        ((ObjectNode) page.at("/data/result")).set("transactions", all);
        return page;
    }

    private static void addUnknowns(ObjectNode object) {
        object.values().forEach(member -> {
            if (member instanceof ObjectNode inner) {
                addUnknowns(inner);
            } else if (member instanceof ArrayNode list) {
                list.values().forEach(item -> addUnknowns((ObjectNode) item));
            }
        });
        object.put("new_text", "nobody has heard of it").put("new_number", 17);
        object.putObject("new_object")
                .put("inner", true)
                .putArray("list")
                .add(1)
                .add(2);
    }
}
