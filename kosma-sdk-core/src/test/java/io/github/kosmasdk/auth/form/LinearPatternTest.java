package io.github.kosmasdk.auth.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearPatternTest {

    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
                    ^[0-9]{6}$ 123456 true
                    ^[0-9]{6}$ 12345 false
                    ^[0-9]{6}$ 1234567 false
                    [0-9]{6} a1234567 true
                    ^\\d{4,8}$ 12345678 true
                    ^\\d{4,8}$ 123456789 false
                    ^\\d{4,}$ 123456789 true
                    ^[A-Z]{2}\\d{2}[A-Z0-9]{11,30}$ DE43000000005686751168 true
                    ^[A-Z]{2}\\d{2}[A-Z0-9]{11,30}$ DE4300000000 false
                    ^(?:red|green|blue)$ green true
                    ^(?:red|green|blue)$ greens false
                    ^(?<word>a|b)+?$ abba true
                    ^[^<>]*$ a<b false
                    ^[\\w.+-]+@[\\w-]+\\.\\w+$ a.b@c-d.de true
                    ^[\\w.+-]+@[\\w-]+\\.\\w+$ a.b@c-d false
                    ^\\u0041\\x42$ AB true
                    ^[äöü]+$ üä true
                    ^.$ 😀 true
                    ^[a\\-z]$ b false
                    ^[\\]]$ ] true
                    """)
    void matches(String pattern, String text, boolean expected) {
        assertThat(LinearPattern.mayMatch(pattern, text.toCharArray())).isEqualTo(expected);
        assertThat(Pattern.compile(pattern).matcher(text).find()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?=.*\\d).*",
                "(?!x)y",
                "(?<!a)b",
                "(?<=a)b",
                "(a)\\1",
                "\\bx",
                "\\p{L}",
                "(?i)x",
                "/^x$/",
                "/x/i",
                "(",
                ")",
                "[",
                "[]",
                "[z-a]",
                "x{2,1}",
                "x{99999}",
                "((x{999}){999}){999}",
                "*",
                "a**",
                "a++",
                "x{",
                "[a&&b]",
                "[[:alpha:]]",
                "\\",
                "\\u12",
                "(?<a",
                "a{,3}",
                "\\0",
                "^*"
            })
    void leavesToTheServiceWhatItDoesNotUnderstand(String pattern) {
        assertThat(LinearPattern.mayMatch(pattern, "q".toCharArray())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^(a+)+$",
                "^(a|aa)+$",
                "^(a*)*$",
                "^(.*a){20}$",
                "^(([a-z])+.)+[A-Z]([a-z])+$",
                "^(a?){30}a{30}$",
                "^(?:a?|b?)(?:a?|b?)(?:a?|b?)(?:a?|b?)(?:a?|b?)(?:a?|b?)(?:a?|b?)(?:a?|b?)(?:a?|b?)(?:a?|b?)(?:a?|b?)x$"
            })
    void hostilePatternsEndToo(String pattern) {
        char[] text = ("a".repeat(2_000) + "!").toCharArray();

        assertThat(LinearPattern.mayMatch(pattern, text)).isFalse();
    }

    @Test
    void leavesHugeWorkToTheService() {
        assertThat(LinearPattern.mayMatch("x".repeat(3_000), "q".toCharArray())).isTrue();
        assertThat(LinearPattern.mayMatch("^x{1000}$", "q".repeat(1_000_000).toCharArray()))
                .isTrue();
        assertThat(LinearPattern.mayMatch("(".repeat(500) + ")".repeat(500), "q".toCharArray()))
                .isTrue();
    }

    @Test
    void findsWhatTheJdkFinds() {
        Random random = new Random(20260815);
        int understood = 0;
        for (int i = 0; i < 20_000; i++) {
            String pattern = pattern(random, 3);
            String text = text(random);
            boolean expected = Pattern.compile(pattern).matcher(text).find();

            assertThat(LinearPattern.mayMatch(pattern, text.toCharArray()))
                    .as("%s in %s", pattern, text)
                    .isEqualTo(expected);
            understood += expected ? 0 : 1;
        }
        assertThat(understood).as("patterns told not to match").isGreaterThan(2_000);
    }

    private static String pattern(Random random, int depth) {
        int choice = random.nextInt(depth == 0 ? 6 : 12);
        return switch (choice) {
            case 0 -> "a";
            case 1 -> "b";
            case 2 -> "[ab]";
            case 3 -> "[^a]";
            case 4 -> ".";
            case 5 -> "\\d";
            case 6 -> "^" + pattern(random, depth - 1) + "$";
            case 7 -> "(" + pattern(random, depth - 1) + "|" + pattern(random, depth - 1) + ")";
            case 8 -> "(?:" + pattern(random, depth - 1) + ")*";
            case 9 -> "(" + pattern(random, depth - 1) + "){" + random.nextInt(3) + "," + (2 + random.nextInt(2)) + "}";
            case 10 -> "(" + pattern(random, depth - 1) + ")?" + pattern(random, depth - 1);
            default -> pattern(random, depth - 1) + pattern(random, depth - 1);
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(7); i > 0; i--) {
            text.append("ab1".charAt(random.nextInt(3)));
        }
        return text.toString();
    }
}
