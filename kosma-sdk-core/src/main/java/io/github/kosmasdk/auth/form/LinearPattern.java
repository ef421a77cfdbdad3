package io.github.kosmasdk.auth.form;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Regular expressions of strangers, run without backtracking: the time is bounded by the size of the pattern times the
 * length of the text, whatever the pattern. Understands what is the same in JavaScript and Java: literals, classes,
 * groups, alternatives, repetition, anchors. What it does not understand or what is too large is left to the service,
 * which checks again.
 */
final class LinearPattern {

    private static final int MAX_PATTERN = 2_000;
    private static final int MAX_DEPTH = 50;
    private static final int MAX_STEPS = 5_000;
    private static final long MAX_WORK = 20_000_000;

    private LinearPattern() {}

    /** Whether the text contains a match, or it cannot be told. */
    static boolean mayMatch(String pattern, char[] text) {
        try {
            List<Step> program = Compiler.compile(new Parser(pattern).parse());
            return (long) program.size() * text.length > MAX_WORK || matches(program, text);
        } catch (NotUnderstood leftToTheService) {
            return true;
        }
    }

    private static final class NotUnderstood extends Exception {

        private static final long serialVersionUID = 1L;

        NotUnderstood() {
            super("not understood", null, false, false);
        }
    }

    // the pattern as a tree

    private sealed interface Node {}

    private record One(IntPredicate accepts) implements Node {}

    private record Edge(boolean atStart) implements Node {}

    private record Sequence(List<Node> parts) implements Node {}

    private record Either(List<Node> branches) implements Node {}

    /** {@code max} below 0: no limit. */
    private record Repeat(Node node, int min, int max) implements Node {}

    private static final class Parser {

        private final int[] pattern;
        private int at;

        Parser(String pattern) throws NotUnderstood {
            // /.../flags is a way to write a pattern in JavaScript
            if (pattern.length() > MAX_PATTERN || pattern.startsWith("/") && pattern.lastIndexOf('/') > 0) {
                throw new NotUnderstood();
            }
            this.pattern = pattern.codePoints().toArray();
        }

        Node parse() throws NotUnderstood {
            Node node = either(0);
            if (at < pattern.length) {
                throw new NotUnderstood();
            }
            return node;
        }

        private Node either(int depth) throws NotUnderstood {
            if (depth > MAX_DEPTH) {
                throw new NotUnderstood();
            }
            List<Node> branches = new ArrayList<>();
            do {
                List<Node> parts = new ArrayList<>();
                while (at < pattern.length && peek() != '|' && peek() != ')') {
                    parts.add(repeated(atom(depth)));
                }
                branches.add(new Sequence(parts));
            } while (skip('|'));
            return branches.size() == 1 ? branches.get(0) : new Either(branches);
        }

        private Node atom(int depth) throws NotUnderstood {
            int c = next();
            return switch (c) {
                case '(' -> group(depth);
                case '[' -> new One(characterClass());
                case '.' -> new One(it -> it != '\n' && it != '\r' && it != 0x2028 && it != 0x2029);
                case '^' -> new Edge(true);
                case '$' -> new Edge(false);
                case '\\' -> new One(escape());
                case '*', '+', '?', '{', '}', ']' -> throw new NotUnderstood();
                default -> new One(it -> it == c);
            };
        }

        private Node group(int depth) throws NotUnderstood {
            if (skip('?')) {
                if (skip('<')) {
                    int first = next();
                    if (!Character.isLetter(first)) { // a look-behind
                        throw new NotUnderstood();
                    }
                    while (Character.isLetterOrDigit(peek())) {
                        at++;
                    }
                    expect('>');
                } else {
                    expect(':');
                }
            }
            Node node = either(depth + 1);
            expect(')');
            return node;
        }

        private Node repeated(Node node) throws NotUnderstood {
            int min;
            int max;
            if (skip('*')) {
                min = 0;
                max = -1;
            } else if (skip('+')) {
                min = 1;
                max = -1;
            } else if (skip('?')) {
                min = 0;
                max = 1;
            } else if (skip('{')) {
                min = number();
                max = min;
                if (skip(',')) {
                    max = peek() == '}' ? -1 : number();
                }
                expect('}');
                if (max >= 0 && max < min) {
                    throw new NotUnderstood();
                }
            } else {
                return node;
            }
            skip('?'); // lazy: finds the same
            int following = peek();
            if (node instanceof Edge || following == '*' || following == '+' || following == '?' || following == '{') {
                throw new NotUnderstood();
            }
            return new Repeat(node, min, max);
        }

        private IntPredicate characterClass() throws NotUnderstood {
            boolean negated = skip('^');
            List<IntPredicate> parts = new ArrayList<>();
            while (peek() != ']') {
                int c = next();
                if (c == '[' || c == '&' && peek() == '&') { // means something else in Java
                    throw new NotUnderstood();
                }
                boolean single = c != '\\' || !Character.isLetter(peek());
                int from = c == '\\' && single ? next() : c;
                if (!single) {
                    parts.add(escape());
                } else if (peek() == '-' && at + 1 < pattern.length && pattern[at + 1] != ']') {
                    at++;
                    int to = next();
                    if (to == '\\') {
                        to = next();
                        if (Character.isLetterOrDigit(to)) {
                            throw new NotUnderstood();
                        }
                    }
                    int last = to;
                    if (last < from || last == '[') {
                        throw new NotUnderstood();
                    }
                    parts.add(it -> it >= from && it <= last);
                } else if (c == '\\' && Character.isDigit(from)) {
                    throw new NotUnderstood();
                } else {
                    parts.add(it -> it == from);
                }
            }
            at++;
            if (parts.isEmpty()) {
                throw new NotUnderstood();
            }
            IntPredicate listed = it -> parts.stream().anyMatch(part -> part.test(it));
            return negated ? listed.negate() : listed;
        }

        private IntPredicate escape() throws NotUnderstood {
            int c = next();
            return switch (c) {
                case 'd' -> LinearPattern::digit;
                case 'D' -> it -> !digit(it);
                case 'w' -> LinearPattern::word;
                case 'W' -> it -> !word(it);
                case 's' -> LinearPattern::space;
                case 'S' -> it -> !space(it);
                case 't' -> it -> it == '\t';
                case 'n' -> it -> it == '\n';
                case 'r' -> it -> it == '\r';
                case 'u' -> hex(4);
                case 'x' -> hex(2);
                default -> {
                    if (Character.isLetterOrDigit(c)) {
                        throw new NotUnderstood();
                    }
                    yield it -> it == c;
                }
            };
        }

        private IntPredicate hex(int digits) throws NotUnderstood {
            int value = 0;
            for (int i = 0; i < digits; i++) {
                int digit = Character.digit(next(), 16);
                if (digit < 0) {
                    throw new NotUnderstood();
                }
                value = value * 16 + digit;
            }
            if (value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE) {
                throw new NotUnderstood();
            }
            int wanted = value;
            return it -> it == wanted;
        }

        private int number() throws NotUnderstood {
            int value = 0;
            int start = at;
            while (digit(peek())) {
                value = value * 10 + next() - '0';
                if (value > MAX_STEPS) {
                    throw new NotUnderstood();
                }
            }
            if (at == start) {
                throw new NotUnderstood();
            }
            return value;
        }

        private int peek() {
            return at < pattern.length ? pattern[at] : -1;
        }

        private int next() throws NotUnderstood {
            if (at == pattern.length) {
                throw new NotUnderstood();
            }
            return pattern[at++];
        }

        private boolean skip(int c) {
            if (peek() == c) {
                at++;
                return true;
            }
            return false;
        }

        private void expect(int c) throws NotUnderstood {
            if (!skip(c)) {
                throw new NotUnderstood();
            }
        }
    }

    private static boolean digit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean word(int c) {
        return digit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean space(int c) {
        return c >= '\t' && c <= '\r' || Character.isSpaceChar(c) || c == 0xFEFF;
    }

    // the tree as a program: each step leads to the next one, a fork to another one too

    private sealed interface Step {}

    private record Accept(IntPredicate accepts) implements Step {}

    private record At(boolean start) implements Step {}

    private static final class Fork implements Step {

        private int first;
        private int second;
    }

    private record Found() implements Step {}

    private static final class Compiler {

        private final List<Step> program = new ArrayList<>();
        private int visits;

        static List<Step> compile(Node node) throws NotUnderstood {
            Compiler compiler = new Compiler();
            compiler.add(node);
            compiler.program.add(new Found());
            return compiler.program;
        }

        private void add(Node node) throws NotUnderstood {
            if (++visits > MAX_STEPS) {
                throw new NotUnderstood();
            }
            if (node instanceof One one) {
                program.add(new Accept(one.accepts()));
            } else if (node instanceof Edge edge) {
                program.add(new At(edge.atStart()));
            } else if (node instanceof Sequence sequence) {
                for (Node part : sequence.parts()) {
                    add(part);
                }
            } else if (node instanceof Either either) {
                List<Fork> exits = new ArrayList<>();
                for (Node branch : either.branches()) {
                    Fork fork = fork();
                    add(branch);
                    exits.add(fork());
                    fork.second = program.size();
                }
                // the last fork's second way: no branch is left
                program.add(new Accept(it -> false));
                exits.forEach(exit -> exit.first = exit.second = program.size());
            } else if (node instanceof Repeat repeat) {
                repeat(repeat);
            }
        }

        private void repeat(Repeat repeat) throws NotUnderstood {
            for (int i = 0; i < repeat.min(); i++) {
                add(repeat.node());
            }
            if (repeat.max() < 0) {
                int start = program.size();
                Fork again = fork();
                add(repeat.node());
                Fork back = fork();
                back.first = back.second = start;
                again.second = program.size();
            }
            List<Fork> exits = new ArrayList<>();
            for (int i = repeat.min(); i < repeat.max(); i++) {
                exits.add(fork());
                add(repeat.node());
            }
            exits.forEach(exit -> exit.second = program.size());
        }

        private Fork fork() {
            Fork fork = new Fork();
            program.add(fork);
            fork.first = program.size();
            fork.second = program.size();
            return fork;
        }
    }

    // all ways through the program at once

    private static boolean matches(List<Step> program, char[] text) {
        Run run = new Run(program, text.length);
        for (int i = 0; i < text.length; ) {
            int codePoint = Character.codePointAt(text, i);
            run.enter(0, i);
            if (run.found) {
                return true;
            }
            i += Character.charCount(codePoint);
            run.step(codePoint, i);
        }
        run.enter(0, text.length);
        return run.found;
    }

    private static final class Run {

        private final List<Step> program;
        private final int length;
        private final int[] seenAt; // position + 1
        private final int[] stack;
        private int[] current;
        private int[] following;
        private int count;
        private boolean found;

        Run(List<Step> program, int length) {
            this.program = program;
            this.length = length;
            this.seenAt = new int[program.size()];
            this.stack = new int[2 * program.size() + 1];
            this.current = new int[program.size()];
            this.following = new int[program.size()];
        }

        void enter(int first, int position) {
            int depth = 0;
            stack[depth++] = first;
            while (depth > 0) {
                int index = stack[--depth];
                if (seenAt[index] == position + 1) {
                    continue;
                }
                seenAt[index] = position + 1;
                Step step = program.get(index);
                if (step instanceof Fork fork) {
                    stack[depth++] = fork.first;
                    stack[depth++] = fork.second;
                } else if (step instanceof At at) {
                    if (position == (at.start() ? 0 : length)) {
                        stack[depth++] = index + 1;
                    }
                } else if (step instanceof Accept) {
                    current[count++] = index;
                } else {
                    found = true;
                }
            }
        }

        void step(int codePoint, int position) {
            int[] before = current;
            int size = count;
            current = following;
            following = before;
            count = 0;
            for (int i = 0; i < size; i++) {
                if (((Accept) program.get(before[i])).accepts().test(codePoint)) {
                    enter(before[i] + 1, position);
                }
            }
        }
    }
}
