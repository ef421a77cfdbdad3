package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.samples.SimulatorInside;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * The bank-connect web application. Without arguments it brings its own bank side and needs no token; with {@code
 * --kosma.environment=playground} and a token the same application runs against the playground of the service.
 */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class) // see Visitor: there are no passwords here
@Import(SimulatorInside.class)
public class BankConnect {

    /**
     * Starts the application.
     *
     * @param args properties, such as {@code --server.port=8081}
     */
    public static void main(String[] args) {
        application().run(args);
    }

    /** The samples share a jar, so this one has its own name for its settings: {@code bank-connect.yml}. */
    static SpringApplication application() {
        SpringApplication application = new SpringApplication(BankConnect.class);
        application.setDefaultProperties(Map.of("spring.config.name", "bank-connect"));
        return application;
    }
}
