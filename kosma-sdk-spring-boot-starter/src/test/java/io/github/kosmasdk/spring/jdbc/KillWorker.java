package io.github.kosmasdk.spring.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.ResiliencePolicy;
import io.github.kosmasdk.consent.ConsentBusyException;
import io.github.kosmasdk.consent.ConsentCalls;
import io.github.kosmasdk.consent.ConsentTransactionsRequest;
import io.github.kosmasdk.consent.ConsentUnusableException;
import io.github.kosmasdk.consent.ConsentVault;
import io.github.kosmasdk.consent.TokenProtection;
import io.github.kosmasdk.error.KosmaApiException;
import io.github.kosmasdk.error.KosmaCallRejectedException;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaStoreException;
import io.github.kosmasdk.error.KosmaTimeoutException;
import io.github.kosmasdk.error.KosmaTransportException;
import io.github.kosmasdk.session.Psu;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * One node of an application: uses the consents of a store in random order, until it is told to stop or is killed. Each call is told on
 * standard output, when it begins ({@code + NUMBER ID}) and when it has ended ({@code - NUMBER OUTCOME}). It does not outlive whoever
 * holds its standard input, and takes the database along then.
 */
final class KillWorker {

    private static final Duration DEADLINE = Duration.ofMillis(1_500);
    private static final Duration LEASE = DEADLINE.plusSeconds(5);
    static final String KEY = "a2lsbC10ZXN0LWtleS1raWxsLXRlc3Qta2V5LTAxMjM=";

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int THREADS = 6;
    private static final int UNLIMITED = 1_000_000;

    private final PrintStream out;
    private final ConsentVault vault;
    private final Psu psu;
    private final List<String> ids;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<String, String> accounts = new ConcurrentHashMap<>();
    private static volatile boolean stopping;

    private KillWorker(PrintStream out, ConsentVault vault, String name, List<String> ids) {
        this.out = out;
        this.vault = vault;
        this.psu = new Psu(name, "203.0.113.17");
        this.ids = ids;
    }

    /** A vault as every node has it. */
    static ConsentVault vault(KosmaClient kosma, DataSource database, Duration lease) {
        return ConsentVault.builder(kosma, new JdbcConsentStore(database))
                .tokenProtection(TokenProtection.aesGcm("kill", KEY))
                .unattendedLimit(UNLIMITED)
                .lease(lease)
                .patience(PATIENCE)
                .build();
    }

    private static KosmaClient client(URI xs2a, URI auth, String name) {
        return KosmaClient.builder()
                .environment(xs2a, auth)
                .token("playground-token")
                .userAgent(name)
                .deadline(DEADLINE)
                .resilience(ResiliencePolicy.STANDARD.withoutCircuitBreaker())
                .build();
    }

    /** Name, origins of the APIs, URL of the database, process id of the database, and the ids of the consents. */
    public static void main(String[] args) throws Exception {
        obeyStandardInput(Long.parseLong(args[4]));
        KosmaClient kosma = client(URI.create(args[1]), URI.create(args[2]), args[0]);
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(args[3]);
        pool.setMaximumPoolSize(THREADS);
        pool.setConnectionTimeout(2_000);
        pool.setInitializationFailTimeout(10_000);
        HikariDataSource database = new HikariDataSource(pool);
        ConsentVault vault = vault(kosma, database, LEASE);
        List<String> ids = List.of(args[5].split(","));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        KillWorker worker = new KillWorker(out, vault, args[0], ids);
        List<Thread> threads = IntStream.range(0, THREADS)
                .mapToObj(i -> new Thread(worker::work))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        out.println("stopped");
        System.exit(0);
    }

    private static void obeyStandardInput(long database) {
        Thread listener = new Thread(() -> {
            try {
                while (true) {
                    int order = System.in.read();
                    if (order < 0) {
                        ProcessHandle.of(database).ifPresent(ProcessHandle::destroy);
                        Runtime.getRuntime().halt(1);
                    }
                    stopping = true;
                }
            } catch (IOException e) {
                Runtime.getRuntime().halt(1);
            }
        });
        listener.setDaemon(true);
        listener.start();
    }

    private void work() {
        Random dice = new Random();
        while (!stopping) {
            String id = ids.get(dice.nextInt(ids.size()));
            long number = numbers.incrementAndGet();
            out.println("+ " + number + " " + id);
            out.println("- " + number + " " + outcome(id, dice));
        }
    }

    private String outcome(String id, Random dice) {
        try {
            call(id, dice.nextBoolean() ? vault.unattended(id) : vault.attended(id, psu), dice);
            return "ok";
        } catch (ConsentBusyException e) {
            return "busy";
        } catch (ConsentUnusableException e) {
            return "unusable";
        } catch (KosmaStoreException e) {
            return unstored(e);
        } catch (RuntimeException e) {
            return outcome(e);
        }
    }

    /** A store that failed after a call tells the token that the call brought, or what the call failed for. */
    private static String unstored(KosmaStoreException failure) {
        return failure.rotatedTokens()
                .consentToken()
                .map(token -> "unstored " + token)
                .or(() -> Stream.of(failure.getSuppressed())
                        .filter(KosmaException.class::isInstance)
                        .findFirst()
                        .map(KillWorker::outcome))
                .orElse("store");
    }

    private static String outcome(Throwable failure) {
        if (failure instanceof KosmaTimeoutException late) {
            return lost("late", late, late.requestMayHaveBeenSent());
        }
        if (failure instanceof KosmaTransportException lost) {
            return lost("lost", lost, lost.requestMayHaveBeenSent());
        }
        if (failure instanceof KosmaCallRejectedException) {
            return "rejected";
        }
        return failure instanceof KosmaApiException refused ? "refused " + refused.code() : "defect " + failure;
    }

    private static String lost(String how, KosmaException failure, boolean sent) {
        return (sent ? how : "unsent") + " " + failure.correlationId().orElseThrow();
    }

    private void call(String id, ConsentCalls calls, Random dice) {
        String account = accounts.get(id);
        if (account == null || dice.nextInt(3) == 0) {
            accounts.put(id, calls.accounts().accounts().get(0).id().orElseThrow());
        } else if (dice.nextInt(2) == 0) {
            calls.balances(account);
        } else {
            LocalDate today = LocalDate.now();
            calls.transactions(ConsentTransactionsRequest.between(account, today.minusDays(20), today));
        }
    }
}
