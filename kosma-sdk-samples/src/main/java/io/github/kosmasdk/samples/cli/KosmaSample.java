package io.github.kosmasdk.samples.cli;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.consent.ConsentVault;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.samples.SimulatorInside;
import io.github.kosmasdk.spring.KosmaConnectionDetails;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** The command line: {@code kosma-sample accounts|details|balances|transactions|demo|pay|resolve|insights|verify-owner|banks|consents}. */
@EnableAutoConfiguration
@Import(SimulatorInside.class)
public class KosmaSample {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;

    private static final String SIMULATOR_FORGETS =
            "a consent outlives this command, but the simulator inside does not, and would know"
                    + " nothing of it: start one apart with java -jar src-test-fixtures/target/kosma-playground.jar, then add"
                    + " --kosma.base-url=http://127.0.0.1:8089 --kosma.auth-base-url=http://127.0.0.1:8090 --kosma.token=any";

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param args the command, its options, and properties of the starter
     */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(run(out, err, args));
    }

    /** Runs one command; never throws. */
    static int run(PrintStream out, PrintStream err, String... args) {
        if (Arguments.asksForHelp(args)) {
            out.print(Arguments.HELP);
            return DONE;
        }
        Arguments arguments;
        try {
            arguments = Arguments.parse(args);
        } catch (Arguments.WrongUsage e) {
            err.println("kosma-sample: " + e.getMessage() + "; " + Arguments.USAGE);
            return WRONG_USAGE;
        }
        try (ConfigurableApplicationContext application = start(arguments)) {
            KosmaConnectionDetails connection = application.getBean(KosmaConnectionDetails.class);
            boolean inside = application.getBeanProvider(SimulatorInside.class).getIfAvailable() != null;
            err.println((inside ? "simulator inside, " : "") + "XS2A API on "
                    + connection.environment().baseUrl());
            if (inside && arguments.needsAServiceThatStays()) {
                throw new SampleException(SIMULATOR_FORGETS);
            }
            KosmaClient kosma = application.getBean(KosmaClient.class);
            if (!arguments.needsVault()) {
                return run(kosma, arguments, out, err) ? DONE : FAILED;
            }
            try (VaultFile file = VaultFile.open(
                    arguments.vault(),
                    arguments.command() == Arguments.Command.CONSENTS_NEW,
                    Optional.ofNullable(application.getEnvironment().getProperty("kosma.vault-key")),
                    err::println)) {
                runWith(file.vault(kosma), kosma, arguments, out, err);
                return DONE;
            }
        } catch (KosmaException | SampleException e) {
            return failed(err, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return failed(err, Failures.describe(e));
        }
    }

    private static boolean run(KosmaClient kosma, Arguments arguments, PrintStream out, PrintStream err) {
        return switch (arguments.command()) {
            case PAY ->
                new Payment(kosma, arguments, out, err::println)
                        .pay(arguments.transfer().orElseThrow());
            case RESOLVE ->
                new Payment(kosma, arguments, out, err::println)
                        .resolve(arguments.handle().orElseThrow());
            case INSIGHTS -> new Spending(kosma, arguments, out, err::println).run();
            case VERIFY_OWNER -> new OwnerCheck(kosma, arguments, out, err::println).run();
            case BANKS -> new BankSearching(kosma, arguments, out).run();
            default -> {
                new Sample(kosma, arguments, out, err::println).run();
                yield true;
            }
        };
    }

    private static void runWith(
            ConsentVault vault, KosmaClient kosma, Arguments arguments, PrintStream out, PrintStream err) {
        if (arguments.command().isOnTheVault()) {
            new Consents(kosma, vault, arguments, out, err::println).run();
        } else {
            String id = Consents.record(vault, arguments).id();
            new ConsentReading(
                            arguments.attended() ? vault.attended(id, Sample.PSU) : vault.unattended(id),
                            arguments,
                            out,
                            err::println)
                    .run();
        }
    }

    private static ConfigurableApplicationContext start(Arguments arguments) {
        SpringApplication application = new SpringApplication(KosmaSample.class);
        application.setLogStartupInfo(false);
        return application.run(arguments.settings().toArray(String[]::new));
    }

    private static int failed(PrintStream err, String why) {
        err.println("kosma-sample: " + why.replaceAll("\\s*\\R\\s*", " "));
        return FAILED;
    }
}
