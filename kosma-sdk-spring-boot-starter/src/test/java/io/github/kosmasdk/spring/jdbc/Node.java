package io.github.kosmasdk.spring.jdbc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A {@link KillWorker} in a JVM of its own, and what it told. */
final class Node implements AutoCloseable {

    final String name;

    private final Process process;
    private final Thread reader;
    private final Map<Long, String> open = new HashMap<>();
    private final Map<String, Integer> outcomes = new HashMap<>();
    private final List<String> failures = new ArrayList<>();
    private long begun;
    private boolean stopped;
    private boolean silent;
    private volatile boolean killed;

    Node(String name, List<String> arguments) {
        this.name = name;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
                "-cp",
                System.getProperty("java.class.path"),
                KillWorker.class.getName(),
                name));
        command.addAll(arguments);
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reader = new Thread(this::read, name);
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                told(line.split(" ", 3));
            }
        } catch (IOException killed) {
            // what it told until then is read
        } finally {
            fallSilent();
        }
    }

    private synchronized void fallSilent() {
        silent = true;
        notifyAll();
    }

    private synchronized void told(String[] parts) {
        if (parts[0].equals("stopped")) {
            stopped = true;
        } else if (parts.length == 3 && parts[0].equals("+")) {
            open.put(Long.valueOf(parts[1]), parts[2]);
            begun++;
            notifyAll();
        } else if (parts.length == 3 && parts[0].equals("-")) {
            open.remove(Long.valueOf(parts[1]));
            String[] outcome = parts[2].split(" ", 2);
            outcomes.merge(outcome[0], 1, Integer::sum);
            if (outcome.length > 1) {
                failures.add(parts[2]);
            }
        }
    }

    /** Waits until it has begun that many calls. */
    synchronized void awaitCalls(int count) throws InterruptedException {
        while (begun < count) {
            if (silent) {
                throw new AssertionError(name + " ended by itself, after " + begun + " calls");
            }
            wait();
        }
    }

    /** Kills it as the operating system would, and reads all it told before, which {@link Process#destroyForcibly} would drop. */
    void kill() throws InterruptedException {
        killed = true;
        process.toHandle().destroyForcibly();
        process.waitFor();
        reader.join();
    }

    boolean wasKilled() {
        return killed;
    }

    /** Lets it end its calls. */
    boolean stop() throws InterruptedException {
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        } catch (IOException gone) {
            return false;
        }
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            return false;
        }
        reader.join();
        return wasStopped();
    }

    private synchronized boolean wasStopped() {
        return stopped;
    }

    /** The ids of the consents that it had begun calls with and not ended. */
    synchronized List<String> open() {
        return List.copyOf(open.values());
    }

    /** How its calls ended, and how often. */
    synchronized Map<String, Integer> outcomes() {
        return Map.copyOf(outcomes);
    }

    /** How calls ended that did not end well, each with what it told of it. */
    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
