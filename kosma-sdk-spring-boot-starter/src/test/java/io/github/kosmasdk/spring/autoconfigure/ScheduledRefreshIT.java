package io.github.kosmasdk.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.account.AccountsResult;
import io.github.kosmasdk.consent.ConsentOrigin;
import io.github.kosmasdk.consent.ConsentRefreshJob;
import io.github.kosmasdk.consent.ConsentVault;
import io.github.kosmasdk.playground.KosmaPlayground;
import io.github.kosmasdk.playground.KosmaPlaygroundExtension;
import io.github.kosmasdk.spring.ConsumerLogin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The example of a schedule: it compiles, it runs, and it is the one that docs/consents.md shows. */
@ExtendWith(KosmaPlaygroundExtension.class)
class ScheduledRefreshIT {

    // schedule:begin
    @Component
    static class AccountRefresh {

        private final ConsentRefreshJob job;

        AccountRefresh(ConsentVault vault, Books books) {
            job = ConsentRefreshJob.builder(vault, (consent, calls) -> books.take(consent.id(), calls.accounts()))
                    .interval(Duration.ofHours(6)) // each consent, four times a day
                    .build();
        }

        @Scheduled(fixedDelayString = "${accounts.refresh:1m}") // look for due ones; on all nodes, they share the work
        void run() {
            job.run();
        }
    }
    // schedule:end

    @Test
    void aConsentIsReadInTheBackground(KosmaPlayground playground) throws Exception {
        try (ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--kosma.base-url=" + playground.baseUrl(),
                        "--kosma.auth-base-url=" + playground.authBaseUrl(),
                        "--kosma.token=" + playground.token(),
                        "--kosma.consent.store=memory",
                        "--accounts.refresh=50ms")) {
            String id = ConsumerLogin.consent(
                    application.getBean(KosmaClient.class),
                    application.getBean(ConsentVault.class),
                    ConsentOrigin.UNKNOWN);
            Map.Entry<String, AccountsResult> taken =
                    application.getBean(Books.class).first.get(60, TimeUnit.SECONDS);
            assertThat(taken.getKey()).isEqualTo(id);
            assertThat(taken.getValue().accounts()).hasSize(5);
        }
    }

    @Test
    void itIsTheOneThatTheDocumentationShows() throws IOException {
        String source = Files.readString(
                Path.of("src/test/java", ScheduledRefreshIT.class.getName().replace('.', '/') + ".java"));
        String shown = Files.readString(Path.of("../docs/consents.md"));
        assertThat(between(source, "// schedule:begin\n", "// schedule:end\n")
                        .stripIndent()
                        .replace("static class", "class")
                        .strip())
                .isEqualTo(between(shown, "<!-- schedule:begin -->\n```java\n", "```\n<!-- schedule:end -->")
                        .strip());
    }

    private static String between(String text, String begin, String end) {
        assertThat(text).contains(begin, end);
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }

    static class Books {
        private final CompletableFuture<Map.Entry<String, AccountsResult>> first = new CompletableFuture<>();

        void take(String consentId, AccountsResult accounts) {
            first.complete(Map.entry(consentId, accounts));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableScheduling
    @ImportAutoConfiguration({KosmaAutoConfiguration.class, KosmaConsentAutoConfiguration.class})
    @Import(AccountRefresh.class)
    static class Application {
        @Bean
        Books books() {
            return new Books();
        }
    }
}
