package io.github.kosmasdk.auth.form;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Writes an answer as JSON into bytes that can be wiped, without a {@code String} of any value that was typed. */
final class SecretJson implements AutoCloseable {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[512];
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void writeAnswer(String formIdentifier, List<FormAnswer.Entry> entries) {
        ascii("{\"form_identifier\":");
        text(formIdentifier.toCharArray());
        ascii(",\"data\":[");
        String separator = "";
        for (FormAnswer.Entry entry : entries) {
            ascii(separator);
            ascii("{\"key\":");
            text(entry.key().toCharArray());
            ascii(",\"value\":");
            value(entry.value());
            ascii("}");
            separator = ",";
        }
        ascii("]}");
    }

    private void value(AnswerValue value) {
        if (value instanceof AnswerValue.Characters characters) {
            text(characters.value());
        } else if (value instanceof AnswerValue.Option option) {
            text(option.value().toCharArray());
        } else if (value instanceof AnswerValue.Options options) {
            String separator = "[";
            for (String option : options.values()) {
                ascii(separator);
                text(option.toCharArray());
                separator = ",";
            }
            ascii(options.values().isEmpty() ? "[]" : "]");
        } else if (value instanceof AnswerValue.Flag flag) {
            ascii(flag.on() ? "true" : "false");
        } else if (value instanceof AnswerValue.Cells cells) {
            String separator = "[";
            for (int index : cells.indices()) {
                ascii(separator);
                if (index < 0) {
                    ascii(Integer.toString(index)); // only where nothing is checked: an unknown element
                } else {
                    number(index);
                }
                separator = ",";
            }
            ascii(cells.indices().length == 0 ? "[]" : "]");
        }
    }

    private void number(int number) {
        if (number > 9) {
            number(number / 10);
        }
        put('0' + number % 10);
    }

    private void text(char[] text) {
        put('"');
        for (int i = 0; i < text.length; i++) {
            char c = text[i];
            if (c == '"' || c == '\\') {
                put('\\');
                put(c);
            } else if (c < ' ') {
                escape(c);
            } else if (c < 0x80) {
                put(c);
            } else if (c < 0x800) {
                put(0xC0 | c >> 6);
                put(0x80 | c & 0x3F);
            } else if (!Character.isSurrogate(c)) {
                put(0xE0 | c >> 12);
                put(0x80 | c >> 6 & 0x3F);
                put(0x80 | c & 0x3F);
            } else if (i + 1 < text.length && Character.isSurrogatePair(c, text[i + 1])) {
                int codePoint = Character.toCodePoint(c, text[++i]);
                put(0xF0 | codePoint >> 18);
                put(0x80 | codePoint >> 12 & 0x3F);
                put(0x80 | codePoint >> 6 & 0x3F);
                put(0x80 | codePoint & 0x3F);
            } else {
                escape(c); // half a pair has no UTF-8 form
            }
        }
        put('"');
    }

    private void escape(char c) {
        ascii("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            put(HEX[c >> shift & 0xF]);
        }
    }

    private void ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i));
        }
    }

    private void put(int octet) {
        if (length == bytes.length) {
            byte[] wider = Arrays.copyOf(bytes, bytes.length * 2);
            Arrays.fill(bytes, (byte) 0);
            bytes = wider;
        }
        bytes[length++] = (byte) octet;
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
        length = 0;
    }
}
