package io.github.kosmasdk.spring.autoconfigure;

import static io.github.kosmasdk.spring.autoconfigure.KosmaConsentAutoConfigurationTest.KEY;
import static io.github.kosmasdk.spring.autoconfigure.KosmaConsentAutoConfigurationTest.OTHER_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.consent.ConsentStore;
import io.github.kosmasdk.consent.ConsentVault;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mockito;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class KosmaConsentFailureTest {

    private static final String ENCRYPTED = "kosma.consent.encryption.keys.k1=" + KEY;
    private static final String MAKE_A_KEY = "openssl rand -base64 32";

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    KosmaAutoConfiguration.class,
                    KosmaConsentAutoConfiguration.class,
                    DataSourceAutoConfiguration.class))
            .withPropertyValues("kosma.token=any", "spring.datasource.generate-unique-name=true");

    @Test
    void settingsOfEncryptionWithoutAKeyAreReported() {
        FailureAnalysis analysis = analysisOf("kosma.consent.encryption.reads-plain-text=true");
        assertThat(analysis.getDescription()).contains("'kosma.consent.encryption.keys' has no key");
        assertThat(analysis.getAction())
                .contains("'kosma.consent.encryption.keys.k1'")
                .contains("KOSMA_CONSENT_ENCRYPTION_KEYS_K1")
                .contains(MAKE_A_KEY);
    }

    @Test
    void aCurrentKeyThatIsNotThereIsReported() {
        FailureAnalysis analysis = analysisOf(ENCRYPTED, "kosma.consent.encryption.current-key=k2");
        assertThat(analysis.getDescription())
                .contains("'kosma.consent.encryption.current-key' is 'k2'")
                .contains("[k1]");
        assertThat(analysis.getAction()).contains("'kosma.consent.encryption.current-key'");
    }

    @Test
    void twoKeysOfWhichNoneIsCurrentAreReported() {
        FailureAnalysis analysis = analysisOf(ENCRYPTED, "kosma.consent.encryption.keys.k2=" + OTHER_KEY);
        assertThat(analysis.getDescription())
                .contains("[k1, k2]")
                .contains("'kosma.consent.encryption.current-key' does not say");
    }

    @Test
    void whatIsNoKeyIsReportedByItsPropertyAndNotShown() {
        for (String wrong : List.of("not-base64!", "c2hvcnQ=", "")) {
            FailureAnalysis analysis = analysisOf(
                    ENCRYPTED, "kosma.consent.encryption.keys.k2=" + wrong, "kosma.consent.encryption.current-key=k1");
            assertThat(analysis.getDescription())
                    .contains("'k2'")
                    .contains(wrong.equals("not-base64!") ? "not Base64" : wrong.isEmpty() ? "0 bytes" : "5 bytes");
            assertThat(analysis.getAction())
                    .contains("'kosma.consent.encryption.keys.k2'")
                    .contains(MAKE_A_KEY);
            assertThat(analysis.getDescription() + analysis.getAction()).doesNotContain("not-base64!", "c2hvcnQ=", KEY);
        }
    }

    @Test
    void keysForTokensInTheClearAreReported() {
        FailureAnalysis analysis =
                analysisOf(ENCRYPTED, "kosma.consent.encryption.none=i-accept-that-tokens-are-stored-in-the-clear");
        assertThat(analysis.getDescription())
                .contains("'kosma.consent.encryption.none'")
                .contains("'kosma.consent.encryption.keys'");
        assertThat(analysis.getAction()).contains("reads-plain-text").contains("protectAgain()");
    }

    @Test
    void aLeaseThatIsNotLongerThanACallIsReported() {
        FailureAnalysis analysis = analysisOf(ENCRYPTED, "kosma.consent.lease=30s");
        assertThat(analysis.getDescription()).contains("PT30S").contains("deadline");
        assertThat(analysis.getAction()).contains("'kosma.consent.lease'").contains("'kosma.deadline'");
    }

    @Test
    void aLimitOfNoCallsIsReported() {
        FailureAnalysis analysis = analysisOf(ENCRYPTED, "kosma.consent.unattended-limit=0");
        assertThat(analysis.getDescription()).contains("at least 1");
        assertThat(analysis.getAction()).contains("'kosma.consent.unattended-limit'");
    }

    @Test
    void aMissingTableIsReportedWithBothWaysToMakeIt() {
        FailureAnalysis analysis = analysisOf(ENCRYPTED, "kosma.consent.jdbc.initialize-schema=never");
        assertThat(analysis.getDescription()).contains("kosma_consent");
        assertThat(analysis.getAction())
                .contains("kosma/sql/schema-postgresql.sql")
                .contains("kosma/sql/schema-h2.sql")
                .contains("'kosma.consent.jdbc.initialize-schema' to 'always'");
    }

    @Test
    void aDatabaseOfAnotherKindIsReportedOnlyToThoseWhoWantConsents() throws SQLException {
        DataSource other = Mockito.mock(DataSource.class);
        Connection connection = Mockito.mock(Connection.class);
        DatabaseMetaData metaData = Mockito.mock(DatabaseMetaData.class);
        Mockito.when(other.getConnection()).thenReturn(connection);
        Mockito.when(connection.getMetaData()).thenReturn(metaData);
        Mockito.when(metaData.getDatabaseProductName()).thenReturn("Rdb");
        ApplicationContextRunner withOther = application.withBean(DataSource.class, () -> other);
        withOther.run(context -> assertThat(context).hasNotFailed());
        for (String mode : List.of("never", "embedded", "always")) {
            FailureAnalysis analysis = analysisOf(withOther, ENCRYPTED, "kosma.consent.jdbc.initialize-schema=" + mode);
            assertThat(analysis.getDescription()).contains("PostgreSQL and H2").contains("Rdb");
            assertThat(analysis.getAction()).contains("ConsentStore bean").contains("'kosma.consent.store'");
        }
    }

    @Test
    void anotherWordThanTheAcceptedOneIsNoAcceptance(CapturedOutput output) {
        start(Consents.class, ENCRYPTED, "kosma.consent.encryption.none=true");
        assertThat(output)
                .contains("kosma.consent.encryption.none")
                .contains("I_ACCEPT_THAT_TOKENS_ARE_STORED_IN_THE_CLEAR")
                .doesNotContain(KEY);
    }

    @Test
    void whoWantsAVaultAndHasNoKeyIsToldHowToMakeOne(CapturedOutput output) {
        start(Wants.class);
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("requires a ConsentVault, and there is none: nothing says how the tokens")
                .contains("Parameter 0 of")
                .contains(MAKE_A_KEY)
                .contains("'kosma.consent.store' to 'memory'")
                .doesNotContain("\tat io.github.kosmasdk");
    }

    @Test
    void whoWantsAVaultAndHasNoDatabaseIsToldHowToGetOne(CapturedOutput output) {
        start(Wants.class, ENCRYPTED);
        assertThat(output).contains("there is no DataSource").contains("spring-boot-starter-jdbc");
    }

    @Test
    void whoWantsAStoreIsToldTheSame(CapturedOutput output) {
        start(WantsStore.class);
        assertThat(output)
                .contains("requires a ConsentStore, and there is none")
                .contains(MAKE_A_KEY);
    }

    @Test
    void whoWantsAVaultAndHasSeveralDatabasesIsToldToChoose(CapturedOutput output) {
        start(WantsWithTwoDatabases.class, ENCRYPTED);
        assertThat(output).contains("2 DataSource beans").contains("new JdbcConsentStore(dataSource)");
    }

    @Test
    void whoWantsAVaultAndHasSeveralClientsIsToldToChoose(CapturedOutput output) {
        start(WantsWithTwoClients.class, "kosma.consent.store=memory");
        assertThat(output).contains("2 KosmaClient beans").contains("primary");
    }

    @Test
    void whoCanDoWithoutIsNotStopped() {
        application
                .withUserConfiguration(CanDoWithout.class)
                .run(context -> assertThat(context).hasNotFailed());
    }

    private FailureAnalysis analysisOf(String... settings) {
        return analysisOf(application, settings);
    }

    private static FailureAnalysis analysisOf(ApplicationContextRunner application, String... settings) {
        AtomicReference<FailureAnalysis> analysis = new AtomicReference<>();
        application.withPropertyValues(settings).run(context -> {
            assertThat(context).hasFailed();
            analysis.set(new KosmaConfigurationFailureAnalyzer().analyze(context.getStartupFailure()));
        });
        assertThat(analysis.get()).isNotNull();
        return analysis.get();
    }

    private static void start(Class<?> application, String... settings) {
        List<String> arguments = new ArrayList<>(List.of("--kosma.token=any"));
        for (String setting : settings) {
            arguments.add("--" + setting);
        }
        SpringApplicationBuilder builder = new SpringApplicationBuilder(application).web(WebApplicationType.NONE);
        assertThatThrownBy(() -> builder.run(arguments.toArray(String[]::new))).isInstanceOf(Exception.class);
    }

    private static DataSource database() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:" + UUID.randomUUID());
        return h2;
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({KosmaAutoConfiguration.class, KosmaConsentAutoConfiguration.class})
    static class Consents {}

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({KosmaAutoConfiguration.class, KosmaConsentAutoConfiguration.class})
    static class Wants {
        @Bean
        String reader(ConsentVault vault) {
            return vault.toString();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({KosmaAutoConfiguration.class, KosmaConsentAutoConfiguration.class})
    static class WantsStore {
        @Bean
        String reader(ConsentStore store) {
            return store.toString();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({KosmaAutoConfiguration.class, KosmaConsentAutoConfiguration.class})
    static class WantsWithTwoDatabases {
        @Bean
        DataSource first() {
            return database();
        }

        @Bean
        DataSource second() {
            return database();
        }

        @Bean
        String reader(ConsentVault vault) {
            return vault.toString();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({KosmaAutoConfiguration.class, KosmaConsentAutoConfiguration.class})
    static class WantsWithTwoClients {
        @Bean
        KosmaClient first() {
            return KosmaClient.builder().token("any").build();
        }

        @Bean
        KosmaClient second() {
            return KosmaClient.builder().token("any").build();
        }

        @Bean
        String reader(ConsentVault vault) {
            return vault.toString();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class CanDoWithout {
        @Bean
        String reader(ObjectProvider<ConsentVault> vault) {
            return String.valueOf(vault.getIfAvailable());
        }
    }
}
