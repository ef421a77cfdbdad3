package io.github.kosmasdk.internal.mask;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The one masking policy. Of links and headers only what is on a list is shown. Texts of the service and the banks have
 * no list to go by: in them whatever looks like an IBAN, a number of an account or a token is masked. Everything comes
 * out on one line, and bounded.
 */
public final class Masks {

    /** What stands in place of what is not shown. */
    public static final String MASK = "***";

    private static final int LONGEST_TEXT = 1000;
    private static final int LONGEST_LABEL = 80;
    private static final int LONGEST_HEADER = 120;

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}\\x{2028}\\x{2029}]");
    /** As one word, or in groups: those hold a digit, or are the four letters of a bank. */
    private static final Pattern IBAN = Pattern.compile("(?<![A-Za-z0-9])[A-Za-z]{2}[0-9]{2}[A-Za-z0-9]{0,30}"
            + "(?:[ .\\x{a0}\\x{202f}-](?:(?=[A-Za-z]{0,3}[0-9])[A-Za-z0-9]{1,30}|[A-Za-z]{4})){0,8}(?![A-Za-z0-9])");

    private static final Pattern LONG_NUMBER = Pattern.compile("[0-9](?: ?[0-9]){7,}");
    private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z0-9_.~+=-]{16,}");

    private static final Set<String> PATH_WORDS = Set.of(
            "xs2a",
            "v1",
            "sessions",
            "consent",
            "consents",
            "flows",
            "accounts",
            "account-details",
            "balances",
            "transactions",
            "transfer",
            "transfers",
            "insights-refresh",
            "state",
            "countries",
            "banks",
            "insights",
            "autorefresh",
            "schedule",
            "storage",
            "consumers",
            "labels",
            "categories",
            "reports",
            "create",
            "update",
            "replace",
            "delete",
            "upsert",
            "deleteall",
            "account-info",
            "balance-over-time",
            "categorization",
            "recurring-transactions",
            "groupy-by-category",
            "expense-category",
            "get",
            "list",
            "branded",
            "wizard");
    private static final Pattern START_OF_ID = Pattern.compile("[A-Za-z0-9_-]{4}");
    private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z_-]{0,20}");
    private static final int SHORTEST_ID = 12;

    private static final Set<String> HEADERS = Set.of(
            "accept",
            "cache-control",
            "client-agent",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "date",
            "host",
            "klarna-correlation-id",
            "retry-after",
            "server",
            "transfer-encoding",
            "vary");
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z][A-Za-z-]{0,39}");

    private Masks() {}

    /**
     * A text of the service or a bank, fit for a message or a log: IBANs, long numbers and opaque words are masked.
     *
     * @param text the text
     * @return the text on one line, each IBAN as {@code DE43***1168}, not longer than about 1,000 characters
     */
    public static String text(String text) {
        return LONG_WORD
                .matcher(line(text, LONGEST_TEXT))
                .replaceAll(word -> isOpaque(word.group()) ? MASK : word.group());
    }

    /**
     * A short text of the service, such as the label or the key of a form element: IBANs and long numbers are masked.
     *
     * @param text the text
     * @return the text on one line, not longer than about 80 characters
     */
    public static String label(String text) {
        return line(text, LONGEST_LABEL);
    }

    /**
     * An IBAN.
     *
     * @param iban the IBAN, or what should be one
     * @return its country, check digits and last four characters; nothing of what is too short for an IBAN
     */
    public static String iban(CharSequence iban) {
        String plain = iban.toString().replaceAll("[^A-Za-z0-9]", "");
        return plain.length() < 15 ? MASK : plain.substring(0, 4) + MASK + plain.substring(plain.length() - 4);
    }

    /**
     * A link: its origin, the words that the API is known to use, and the first characters of each id, so that lines of
     * one session can be told from those of another. Queries and everything else are hidden: some links are the right
     * to continue a login.
     *
     * @param link the link, whatever it is
     * @return such as {@code https://api.example/xs2a/v1/sessions/a0c4…}
     */
    public static String link(String link) {
        return link(link, Masks::segment);
    }

    /**
     * A page for the consumer's browser, of which no list can know the words: those of letters only are shown.
     *
     * @param url its URL
     * @return such as {@code https://bank.example/login/***?…}
     */
    public static String page(String url) {
        return link(url, word -> PLAIN_WORD.matcher(word).matches() ? word : MASK);
    }

    /**
     * An id.
     *
     * @param id the id
     * @return its first characters, so that lines about one thing can be found; nothing of a short one
     */
    public static String id(String id) {
        String start = id.length() < SHORTEST_ID ? "" : id.substring(0, 4);
        return START_OF_ID.matcher(start).matches() ? start + "…" : MASK;
    }

    private static String link(String link, UnaryOperator<String> masked) {
        int scheme = link.indexOf("://");
        if (scheme < 0 || !link.substring(0, scheme).matches("[A-Za-z]{1,10}")) {
            return MASK;
        }
        int end = endOf(link, scheme + 3, "?#");
        int path = endOf(link, scheme + 3, "/?#");
        String authority = link.substring(scheme + 3, path);
        String host = authority.matches("[A-Za-z0-9._:\\[\\]-]{1,255}") ? authority : MASK;
        String words = Arrays.stream(link.substring(path, end).split("/", -1))
                .map(masked)
                .collect(Collectors.joining("/"));
        return link.substring(0, scheme + 3) + host + words + (end < link.length() ? link.charAt(end) + "…" : "");
    }

    /**
     * Headers on one line. What is not on the list shows its name only.
     *
     * @param headers the headers
     * @return such as {@code Accept: application/json, Authorization: ***}
     */
    public static String headers(Iterable<Map.Entry<String, String>> headers) {
        StringBuilder line = new StringBuilder();
        for (Map.Entry<String, String> header : headers) {
            String name = HEADER_NAME.matcher(header.getKey()).matches() ? header.getKey() : MASK;
            boolean shown = HEADERS.contains(name.toLowerCase(Locale.ROOT));
            line.append(line.isEmpty() ? "" : ", ")
                    .append(name)
                    .append(": ")
                    .append(shown ? headerValue(header.getValue()) : MASK);
        }
        return line.toString();
    }

    private static int endOf(String link, int from, String marks) {
        for (int i = from; i < link.length(); i++) {
            if (marks.indexOf(link.charAt(i)) >= 0) {
                return i;
            }
        }
        return link.length();
    }

    private static String segment(String segment) {
        return segment.isEmpty() || PATH_WORDS.contains(segment) ? segment : id(segment);
    }

    private static String headerValue(@Nullable String value) {
        return value == null ? "" : cut(CONTROL.matcher(value).replaceAll(" "), LONGEST_HEADER);
    }

    private static String line(String text, int longest) {
        String line = CONTROL.matcher(cut(text, LONGEST_TEXT)).replaceAll(" ");
        String withoutIbans =
                IBAN.matcher(line).replaceAll(match -> isIban(match.group()) ? iban(match.group()) : match.group());
        return cut(LONG_NUMBER.matcher(withoutIbans).replaceAll(MASK), longest);
    }

    /** At least 15 characters, as the shortest has, and enough digits to be no words that look like one. */
    private static boolean isIban(String candidate) {
        return candidate.chars().filter(Character::isLetterOrDigit).count() >= 15
                && candidate.chars().filter(c -> c >= '0' && c <= '9').count() >= 9;
    }

    /** Such as a JWT or an id: letters and digits. */
    private static boolean isOpaque(String word) {
        return word.chars().anyMatch(c -> c >= '0' && c <= '9') && word.chars().anyMatch(Character::isLetter);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }
}
