package io.github.kosmasdk.spring.jdbc;

import io.github.kosmasdk.consent.ConsentState;
import io.github.kosmasdk.consent.ProtectedToken;
import io.github.kosmasdk.consent.StoredConsent;
import io.github.kosmasdk.spring.jdbc.BankBooks.Answer;
import io.github.kosmasdk.spring.jdbc.BankWire.Call;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Goes through all calls in the order in which the bank got them, and holds each token that was sent, and each that is stored, against
 * what the nodes could know: a token may be older than the bank's latest one only if every answer with a newer one was lost.
 */
final class Verdict {

    static final String CUT = "answers lost: connection cut";

    /** What became of an answer. */
    private enum Fate {
        DELIVERED("answers delivered"),
        CUT(Verdict.CUT),
        LATE("answers lost: node gave up before"),
        KILLED("answers lost: node killed"),
        UNSTORED("answers lost: database cut for too long");

        private final String words;

        Fate(String words) {
            this.words = words;
        }
    }

    /** One consent at the bank, as far as the calls so far tell. */
    private static final class Course {
        private final Map<String, Integer> age = new HashMap<>();
        private final Map<Integer, Fate> bringers = new HashMap<>();
        private int newestKnown;
        private int newestIssued;
        private final StringBuilder story = new StringBuilder();
        private Optional<String> lastError = Optional.empty();
        private int lastSent;

        void tell(Call call, int sent, Optional<Integer> next, Fate fate) {
            story.append(' ').append(call.node).append(':').append(sent).append("->");
            story.append(next.map(String::valueOf).orElse("none")).append(' ').append(fate);
        }
    }

    private final KillReport report;
    private final BankBooks books;
    private final Map<Call, Fate> fates = new LinkedHashMap<>();
    private final Map<String, Course> courses = new HashMap<>();

    Verdict(KillReport report, List<Call> calls, BankBooks books, List<Node> nodes, Map<String, String> vaultIds) {
        this.report = report;
        this.books = books;
        Witnesses witnesses = new Witnesses(calls, nodes, vaultIds);
        calls.forEach(call -> fates.put(call, witnesses.fate(call)));
        calls.forEach(this::follow);
    }

    /** What the nodes told before they ended. */
    private final class Witnesses {
        private final Set<String> lost = new HashSet<>();
        private final Set<String> late = new HashSet<>();
        private final Set<String> unsent = new HashSet<>();
        private final Set<String> unstored = new HashSet<>();
        private final Set<Call> killed = new HashSet<>();

        Witnesses(List<Call> calls, List<Node> nodes, Map<String, String> vaultIds) {
            Map<String, Call> latest = new HashMap<>();
            calls.forEach(call -> latest.put(call.node + " " + vaultIds.get(call.consentId), call));
            for (Node node : nodes) {
                node.open()
                        .forEach(id -> Optional.ofNullable(latest.get(node.name + " " + id))
                                .ifPresent(killed::add));
                node.failures().forEach(this::hear);
            }
        }

        private void hear(String failure) {
            String[] parts = failure.split(" ", 2);
            switch (parts[0]) {
                case "lost" -> lost.add(parts[1]);
                case "late" -> late.add(parts[1]);
                case "unsent" -> unsent.add(parts[1]);
                case "unstored" -> unstored.add(parts[1]);
                case "refused" -> {}
                default -> report.violation("a node failed: " + failure);
            }
        }

        Fate fate(Call call) {
            Optional<String> token = books.answer(call.correlationId).flatMap(Answer::token);
            if (token.filter(unstored::contains).isPresent()) {
                return Fate.UNSTORED;
            }
            if (unsent.contains(call.correlationId)) {
                report.violation(call.node + " says that a call was not sent, and the bank got it");
            }
            if (late.contains(call.correlationId)) {
                return Fate.LATE;
            }
            if (killed.contains(call)) {
                return Fate.KILLED;
            }
            if (call.answered == lost.contains(call.correlationId)) {
                report.violation("what the wire and " + call.node + " say of an answer differs: "
                        + (call.answered ? "it was delivered" : "it was lost, and nobody knows why"));
            }
            return call.answered ? Fate.DELIVERED : Fate.CUT;
        }
    }

    private Course course(String consentId) {
        return courses.computeIfAbsent(consentId, id -> {
            Course course = new Course();
            List<String> tokens = books.tokens(id);
            for (int i = 0; i < tokens.size(); i++) {
                course.age.put(tokens.get(i), i);
            }
            return course;
        });
    }

    private void follow(Call call) {
        Course course = course(call.consentId);
        Fate fate = fates.get(call);
        int sent = course.age.get(call.token);
        report.add("calls that reached the bank", 1);
        report.add(fate.words, 1);
        if (sent < course.newestKnown) {
            report.violation(call.node + " sent a superseded token with " + call.consentId + ": number " + sent
                    + " where " + course.newestKnown + " was known, after" + course.story);
        }
        course.lastSent = sent;
        course.lastError = Optional.empty();
        Optional<Answer> answer = books.answer(call.correlationId);
        if (sent < course.newestIssued) {
            report.add("superseded tokens sent, all as retries", 1);
            if (answer.flatMap(Answer::token).isPresent()) {
                report.add("superseded tokens accepted", 1);
            }
        }
        course.tell(call, sent, answer.flatMap(Answer::token).map(course.age::get), fate);
        course.newestKnown = Math.max(course.newestKnown, sent);
        answer.ifPresent(given -> {
            course.lastError = given.error();
            given.token().map(course.age::get).ifPresent(next -> {
                report.add("tokens rotated", 1);
                course.newestIssued = Math.max(course.newestIssued, next);
                course.bringers.put(next, fate);
                if (fate == Fate.DELIVERED) {
                    course.newestKnown = Math.max(course.newestKnown, next);
                }
            });
        });
    }

    /** Holds what is stored against what was known. */
    void judgeStored(String when, KillReport into, List<StoredConsent> stored) {
        Map<String, Long> classes = stored.stream().collect(Collectors.groupingBy(this::judge, Collectors.counting()));
        classes.forEach((name, count) -> into.put(when + ": " + name, count));
    }

    private String judge(StoredConsent consent) {
        Course course = course(consent.details().consentId());
        if (consent.state() == ConsentState.DEAD) {
            return judgeEnded(consent, course);
        }
        if (consent.state() != ConsentState.ACTIVE && consent.state() != ConsentState.UNCERTAIN) {
            report.violation("the consent " + consent.id() + " is " + consent.state() + ": "
                    + consent.details().lastError());
            return consent.state().name();
        }
        int age = course.age.getOrDefault(reveal(consent), -1);
        if (age < course.newestKnown) {
            report.violation("the token of " + consent.id() + " is number " + age + " where " + course.newestKnown
                    + " was known, after" + course.story);
        }
        String lease = consent.lease().isPresent() ? ", left by a killed node" : "";
        return consent.state()
                + lease
                + (age == course.age.size() - 1 ? ", the bank's latest token" : ", the token before a lost answer");
    }

    private String judgeEnded(StoredConsent consent, Course course) {
        Fate fate = course.bringers.get(course.lastSent + 1);
        if (!course.lastError.equals(Optional.of("CONSENT")) || fate == null || fate == Fate.DELIVERED) {
            report.violation("the consent " + consent.id() + " ended, and no lost answer explains it");
            return "DEAD, unexplained";
        }
        return "DEAD, " + fate.words;
    }

    private static String reveal(StoredConsent consent) {
        ProtectedToken token = consent.token().orElseThrow();
        byte[] all = Base64.getDecoder().decode(token.value());
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(Base64.getDecoder().decode(KillWorker.KEY), "AES"),
                    new GCMParameterSpec(128, Arrays.copyOf(all, 12)));
            cipher.updateAAD((consent.id().length() + ":" + consent.id()
                            + consent.details().consentId())
                    .getBytes(StandardCharsets.UTF_8));
            return new String(cipher.doFinal(all, 12, all.length - 12), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("the token of " + consent.id() + " cannot be read", e);
        }
    }
}
