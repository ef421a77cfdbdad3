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
 * what had been stored before: a token may be older than the bank's latest one only if no newer one ever was. Why an answer was not stored
 * has to be shown: by the wire, by what its node told, or by the node having been killed in that call.
 */
final class Verdict {

    static final String CUT = "answers lost: connection cut";
    static final String RETRIES = "superseded tokens sent: after a lost answer";
    static final String ACCEPTED = "superseded tokens accepted";
    static final String WRONGS = "superseded tokens sent: where a newer was stored";

    /** What became of an answer. */
    private enum Fate {
        STORED("answers stored"),
        WITHOUT_TOKEN("answers without a token"),
        CUT(Verdict.CUT),
        LATE("answers lost: node gave up before"),
        KILLED("answers lost: node killed"),
        UNSTORED("answers lost: database cut for too long"),
        UNEXPLAINED("answers lost: nobody knows why");

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
            story.append(' ').append(call).append(':').append(sent).append("->");
            story.append(next.map(String::valueOf).orElse("none")).append(' ').append(fate);
        }
    }

    private final KillReport report;
    private final BankBooks books;
    private final Set<String> stored;
    private final Map<Call, Fate> fates = new LinkedHashMap<>();
    private final Map<String, Course> courses = new HashMap<>();

    Verdict(
            KillReport report,
            List<Call> calls,
            BankBooks books,
            Set<String> stored,
            List<Node> nodes,
            Map<String, String> vaultIds) {
        this.report = report;
        this.books = books;
        this.stored = stored;
        List.of(RETRIES, WRONGS, ACCEPTED).forEach(row -> report.put(row, 0));
        Witnesses witnesses = new Witnesses(calls, nodes, vaultIds);
        calls.forEach(call -> fates.put(call, witnesses.fate(call)));
        calls.forEach(this::follow);
    }

    /**
     * What the nodes told before they ended. A killed node can have lost the answer of one call for each that it had open, and of
     * those with one consent only the last one: it had settled the others before that one left.
     */
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
                if (node.wasKilled()) {
                    node.open()
                            .forEach(id -> Optional.ofNullable(latest.get(node.name + " " + id))
                                    .ifPresent(killed::add));
                }
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
            if (unsent.contains(call.correlationId)) {
                report.violation(call + " was not sent, says its node, and the bank got it");
            }
            Optional<String> token = books.answer(call.correlationId).flatMap(Answer::token);
            if (token.filter(stored::contains).isEmpty()) {
                return whyNotStored(call, token);
            }
            if (!call.answered) {
                report.violation("the answer to " + call + " was stored, and the wire did not deliver it");
            }
            return Fate.STORED;
        }

        private Fate whyNotStored(Call call, Optional<String> token) {
            if (token.filter(unstored::contains).isPresent()) {
                return Fate.UNSTORED;
            }
            if (late.contains(call.correlationId)) {
                return Fate.LATE;
            }
            if (lost.contains(call.correlationId) && !call.answered) {
                return Fate.CUT;
            }
            if (killed.contains(call)) {
                return Fate.KILLED;
            }
            if (call.answered && token.isEmpty()) {
                return Fate.WITHOUT_TOKEN;
            }
            report.violation("the answer to " + call + " was " + (call.answered ? "delivered" : "lost")
                    + " and not stored, and nobody knows why");
            return Fate.UNEXPLAINED;
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
            report.add(WRONGS, 1);
            report.violation(call + " sent a superseded token with " + call.consentId + ": number " + sent + " where "
                    + course.newestKnown + " was known; it is " + fate + "; before it" + course.story);
        }
        course.lastSent = sent;
        course.lastError = Optional.empty();
        Optional<Answer> answer = books.answer(call.correlationId);
        if (sent < course.newestIssued) {
            report.add(RETRIES, sent < course.newestKnown ? 0 : 1);
            report.add(ACCEPTED, answer.flatMap(Answer::token).isPresent() ? 1 : 0);
        }
        course.tell(call, sent, answer.flatMap(Answer::token).map(course.age::get), fate);
        course.newestKnown = Math.max(course.newestKnown, sent);
        answer.ifPresent(given -> {
            course.lastError = given.error();
            given.token().map(course.age::get).ifPresent(next -> {
                report.add("tokens rotated", 1);
                course.newestIssued = Math.max(course.newestIssued, next);
                course.bringers.put(next, fate);
                if (fate == Fate.STORED || fate == Fate.UNEXPLAINED) {
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
        int age = course.age.getOrDefault(
                reveal(
                        consent.id(),
                        consent.details().consentId(),
                        consent.token().map(ProtectedToken::value).orElseThrow()),
                -1);
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
        if (!course.lastError.equals(Optional.of("CONSENT")) || fate == null || fate == Fate.STORED) {
            report.violation("the consent " + consent.id() + " ended, and no lost answer explains it");
            return "DEAD, unexplained";
        }
        return "DEAD, " + fate.words;
    }

    /** Decrypts a token as it is stored. */
    static String reveal(String id, String consentId, String value) {
        byte[] all = Base64.getDecoder().decode(value);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(Base64.getDecoder().decode(KillWorker.KEY), "AES"),
                    new GCMParameterSpec(128, Arrays.copyOf(all, 12)));
            cipher.updateAAD((id.length() + ":" + id + consentId).getBytes(StandardCharsets.UTF_8));
            return new String(cipher.doFinal(all, 12, all.length - 12), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("the token of " + id + " cannot be read", e);
        }
    }
}
