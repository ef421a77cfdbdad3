package io.github.kosmasdk.faultmatrix;

import io.github.kosmasdk.faults.Tap;
import io.github.kosmasdk.faults.TcpFaultProxy;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Reads what passes a proxy, and counts the requests that came through to their last byte. */
final class Watch implements Tap {

    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final String LENGTH = "content-length:";

    private final Map<Long, StringBuilder> sent = new LinkedHashMap<>();
    private final Map<Long, StringBuilder> answered = new LinkedHashMap<>();
    private final TcpFaultProxy proxy;

    Watch(TcpFaultProxy proxy) {
        this.proxy = proxy;
        proxy.tap(this);
    }

    @Override
    public synchronized void passed(long connection, boolean toServer, byte[] bytes) {
        (toServer ? sent : answered)
                .computeIfAbsent(connection, first -> new StringBuilder())
                .append(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void ending(long connection) {}

    long connections() {
        return proxy.traffic().connections();
    }

    synchronized void forget() {
        sent.values().forEach(text -> text.setLength(0));
        answered.values().forEach(text -> text.setLength(0));
    }

    /** How many whole requests with this method reached the server. */
    synchronized int requests(String method) {
        return sent.values().stream()
                .mapToInt(text -> whole(text, method + " "))
                .sum();
    }

    /** Whether an answer with this text in it reached the client to its last byte. */
    synchronized boolean answered(String text) {
        return answered.values().stream().anyMatch(all -> all.indexOf(text) >= 0 && whole(all, "HTTP/1.1 ") > 0);
    }

    private static int whole(StringBuilder all, String start) {
        int count = 0;
        int at = 0;
        while (true) {
            int endOfHead = all.indexOf(END_OF_HEAD, at);
            if (endOfHead < 0) {
                return count;
            }
            String head = all.substring(at, endOfHead);
            int length = head.toLowerCase(Locale.ROOT).indexOf(LENGTH);
            int end = endOfHead + END_OF_HEAD.length();
            if (length >= 0) {
                String number = head.substring(length + LENGTH.length()).split("\r\n", 2)[0];
                end += Integer.parseInt(number.strip());
            }
            if (end > all.length()) {
                return count;
            }
            if (head.startsWith(start)) {
                count++;
            }
            at = end;
        }
    }
}
