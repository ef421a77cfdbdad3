package io.github.kosmasdk.playground;

import java.io.PrintStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The simulator as a process. Standard output carries one line, once the simulator is ready. */
public final class PlaygroundMain {
    private static final int DEFAULT_PORT = 8089;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;
    private static final String USAGE = """
            usage: java -jar kosma-playground.jar [--port=8089] [--auth-port=8090] [--token=TOKEN] [--transfer-duration=SECONDS]

              --port=PORT       port of the XS2A API on 127.0.0.1; 0 takes a free one (default 8089)
              --auth-port=PORT  port of the Auth API; 0 takes a free one (default: the one after --port, if it is free)
              --token=TOKEN     the only token that is accepted (default: any token is)
              --transfer-duration=SECONDS
                                from a transfer's authorisation until the recipient has it (default 0)
              --help            this text
            """;

    private PlaygroundMain() {}

    /**
     * Runs the simulator until the process is told to stop.
     *
     * @param args {@code --port}, {@code --auth-port}, {@code --token}, {@code --transfer-duration}, {@code --help}
     */
    public static void main(String[] args) {
        // nobody wants to know that the embedded server has no logging library
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        int exitCode = run(args, System.out, System.err);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /** Starts the simulator and returns; it goes on until the process ends. */
    static int run(String[] args, PrintStream out, PrintStream err) {
        KosmaPlayground.Builder settings = KosmaPlayground.builder().port(DEFAULT_PORT);
        try {
            for (String arg : args) {
                if (arg.equals("--help")) {
                    err.print(USAGE);
                    return 0;
                }
                apply(arg, settings);
            }
        } catch (IllegalArgumentException wrong) {
            err.println("kosma-playground: " + wrong.getMessage() + " (--help tells the options)");
            return WRONG_USAGE;
        }
        KosmaPlayground playground;
        try {
            playground = settings.start();
        } catch (RuntimeException failed) {
            err.println("kosma-playground: " + failed.getMessage());
            return FAILED;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(playground::close, "kosma-playground-stop"));
        err.println("kosma-playground auth origin on " + playground.authBaseUrl());
        out.println("kosma-playground listening on " + playground.baseUrl());
        out.flush();
        return 0;
    }

    private static void apply(String arg, KosmaPlayground.Builder settings) {
        int equals = arg.indexOf('=');
        String name = equals < 0 ? arg : arg.substring(0, equals);
        @Nullable String value = equals < 0 ? null : arg.substring(equals + 1);
        switch (name) {
            case "--port" -> settings.port(port(name, value));
            case "--auth-port" -> settings.authPort(port(name, value));
            case "--token" -> {
                if (value == null || value.isBlank()) {
                    throw new IllegalArgumentException("--token needs a value: --token=TOKEN");
                }
                settings.token(value);
            }
            case "--transfer-duration" -> settings.transferDuration(seconds(name, value));
            default -> throw new IllegalArgumentException("unknown option '" + arg + "'");
        }
    }

    private static Duration seconds(String name, @Nullable String value) {
        if (value == null || !value.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(name + " needs a number of seconds: " + name + "=SECONDS");
        }
        return Duration.ofSeconds(Long.parseLong(value));
    }

    private static int port(String name, @Nullable String value) {
        try {
            int port = value == null ? -1 : Integer.parseInt(value);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException noNumber) {
            // told below
        }
        throw new IllegalArgumentException(name + " needs a port from 0 to 65535: " + name + "=PORT");
    }
}
