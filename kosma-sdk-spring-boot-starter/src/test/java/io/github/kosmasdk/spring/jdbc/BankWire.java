package io.github.kosmasdk.spring.jdbc;

import io.github.kosmasdk.faults.Tap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the calls with consents off the wire to the bank, in the order in which the bank gets them. */
final class BankWire implements Tap {

    private static final Pattern CALL = Pattern.compile("POST /xs2a/v1/consents/([^/ ]+)/");
    private static final Pattern TOKEN = Pattern.compile("\"consent_token\"\\s*:\\s*\"([^\"]+)\"");
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final Map<Long, Wire> wires = new HashMap<>();
    private final Map<String, Call> underWay = new HashMap<>();
    private final List<Call> calls = new ArrayList<>();
    private final Set<Long> endedConnections = new HashSet<>();
    private final List<String> overlaps = new ArrayList<>();
    private int mostAtOnce;

    /** A request that reached the bank whole, and whether its answer reached the node whole. */
    static final class Call {
        final String node;
        final String consentId;
        final String correlationId;
        final String token;
        final long begun = millis();
        boolean answered;
        long ended;

        Call(String node, String consentId, String correlationId, String token) {
            this.node = node;
            this.consentId = consentId;
            this.correlationId = correlationId;
            this.token = token;
        }

        @Override
        public String toString() {
            return node + " " + correlationId.substring(0, 8) + " at " + begun + ".." + (ended == 0 ? "" : ended);
        }
    }

    private static final class Wire {
        private final StringBuilder request = new StringBuilder();
        private final StringBuilder answer = new StringBuilder();
        private Optional<Call> call = Optional.empty();
    }

    /** All calls so far, in the order in which their requests were whole. */
    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /** How many requests with one consent were under way at the same time: whole, neither answered nor given up. */
    synchronized int mostAtOnce() {
        return mostAtOnce;
    }

    /** The calls that began while another one with the same consent was under way. */
    synchronized List<String> overlaps() {
        return List.copyOf(overlaps);
    }

    @Override
    public synchronized void passed(long connection, boolean toServer, byte[] bytes) {
        Wire wire = wires.computeIfAbsent(connection, number -> new Wire());
        (toServer ? wire.request : wire.answer).append(new String(bytes, StandardCharsets.ISO_8859_1));
        if (toServer) {
            take(wire.request).ifPresent(request -> {
                wire.call = read(request);
                wire.call.ifPresent(call -> begin(call, endedConnections.contains(connection)));
            });
        } else {
            take(wire.answer).ifPresent(answer -> {
                wire.call.ifPresent(call -> {
                    call.answered = true;
                    end(call);
                });
                wire.call = Optional.empty();
            });
        }
    }

    @Override
    public synchronized void ending(long connection) {
        endedConnections.add(connection);
        Wire wire = wires.get(connection);
        if (wire != null) {
            wire.call.ifPresent(this::end);
        }
    }

    /** What comes from a connection whose node has closed it already is not under way any more. */
    private void begin(Call call, boolean over) {
        calls.add(call);
        if (over) {
            call.ended = call.begun;
            return;
        }
        Call other = underWay.put(call.consentId, call);
        mostAtOnce = Math.max(mostAtOnce, other == null ? 1 : 2);
        if (other != null) {
            overlaps.add(call + " while " + other);
        }
    }

    private void end(Call call) {
        call.ended = call.ended == 0 ? millis() : call.ended;
        underWay.remove(call.consentId, call);
    }

    private static long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private static Optional<Call> read(String request) {
        Matcher call = CALL.matcher(request);
        Matcher token = TOKEN.matcher(request);
        return call.lookingAt() && token.find()
                ? Optional.of(new Call(
                        header(request, "User-Agent").split(" ", 2)[0],
                        call.group(1),
                        header(request, "Klarna-Correlation-Id"),
                        token.group(1)))
                : Optional.empty();
    }

    /** Takes a message that is there to its last byte. */
    private static Optional<String> take(StringBuilder bytes) {
        int body = bytes.indexOf(END_OF_HEAD) + END_OF_HEAD.length();
        if (body < END_OF_HEAD.length()) {
            return Optional.empty();
        }
        String head = bytes.substring(0, body);
        int end = end(bytes, head, body);
        if (end < 0 || end > bytes.length()) {
            return Optional.empty();
        }
        String message = bytes.substring(0, end);
        bytes.delete(0, end);
        return Optional.of(message);
    }

    private static int end(StringBuilder bytes, String head, int body) {
        if (header(head, "Transfer-Encoding").equalsIgnoreCase("chunked")) {
            int last = bytes.indexOf("\r\n0" + END_OF_HEAD, body - 2);
            return last < 0 ? -1 : last + 3 + END_OF_HEAD.length();
        }
        String length = header(head, "Content-Length");
        return body + (length.isEmpty() ? 0 : Integer.parseInt(length));
    }

    private static String header(String message, String name) {
        String head = message.substring(0, message.indexOf(END_OF_HEAD) + 2);
        int start = head.toLowerCase(Locale.ROOT).indexOf("\r\n" + name.toLowerCase(Locale.ROOT) + ":");
        return start < 0
                ? ""
                : head.substring(start + name.length() + 3, head.indexOf("\r\n", start + 2))
                        .strip();
    }
}
