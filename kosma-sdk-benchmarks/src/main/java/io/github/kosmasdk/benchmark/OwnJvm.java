package io.github.kosmasdk.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts JVMs with the class path of this one. */
final class OwnJvm {

    private OwnJvm() {}

    /**
     * Starts one. What it complains of appears where this one's complaints do.
     *
     * @param options of the JVM
     * @param main what it runs
     * @param arguments what it is told
     */
    static Process start(List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it prints, line by line, until it ends; it must end well. */
    static List<String> output(Process process) {
        List<String> lines = process.inputReader().lines().toList();
        int exit = process.onExit().join().exitValue();
        if (exit != 0) {
            throw new IllegalStateException("A JVM ended with " + exit + ", and with these lines: " + lines);
        }
        return lines;
    }
}
