package io.github.kosmasdk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a JVM with little memory, which dies when that is used up and watches every buffer of netty. */
public final class SmallJvm {

    private SmallJvm() {}

    /**
     * Starts it with the class path of the tests.
     *
     * @param main what it runs
     * @param arguments what it is told
     * @return the process, with what it prints in one stream
     * @throws IOException when it cannot be started
     */
    public static Process start(Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:MaxDirectMemorySize=32m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dio.netty.leakDetection.level=paranoid",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
