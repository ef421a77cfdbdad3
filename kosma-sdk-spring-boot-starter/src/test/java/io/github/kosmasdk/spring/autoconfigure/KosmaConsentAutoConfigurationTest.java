package io.github.kosmasdk.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.consent.ConsentQuery;
import io.github.kosmasdk.consent.ConsentStore;
import io.github.kosmasdk.consent.ConsentVault;
import io.github.kosmasdk.consent.InMemoryConsentStore;
import io.github.kosmasdk.consent.TokenProtection;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.spring.jdbc.JdbcConsentStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

@ExtendWith(OutputCaptureExtension.class)
class KosmaConsentAutoConfigurationTest {

    static final String KEY = Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes());
    static final String OTHER_KEY = Base64.getEncoder().encodeToString("fedcba9876543210fedcba9876543210".getBytes());

    private static final String ENCRYPTED = "kosma.consent.encryption.keys.k1=" + KEY;

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(KosmaAutoConfiguration.class, KosmaConsentAutoConfiguration.class))
            .withPropertyValues("kosma.token=any");

    private final ApplicationContextRunner withDatabase = application
            .withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
            .withPropertyValues("spring.datasource.generate-unique-name=true");

    @Test
    void aDatabaseAndAKeyGiveAVaultWithItsTable() {
        withDatabase.withPropertyValues(ENCRYPTED).run(context -> {
            assertThat(context).hasSingleBean(ConsentVault.class).hasSingleBean(JdbcConsentStore.class);
            assertThat(context.getBean(ConsentVault.class).list(ConsentQuery.ALL))
                    .isEmpty();
            assertThat(tables(context.getBean(DataSource.class))).isEqualTo(1);
        });
    }

    @Test
    void theVaultIsClosedWithTheApplicationBeforeItsClient() {
        List<String> closed = new ArrayList<>();
        AtomicReference<ConsentVault> vault = new AtomicReference<>();
        withDatabase
                .withPropertyValues(ENCRYPTED)
                .withBean("order", DestructionAwareBeanPostProcessor.class, () -> (bean, name) -> closed.add(name))
                .run(context -> vault.set(context.getBean(ConsentVault.class)));
        assertThat(closed).containsSubsequence("consentVault", "kosmaReactiveClient");
        assertThatThrownBy(() -> vault.get().unattended("any").accounts())
                .isInstanceOf(KosmaUsageException.class)
                .hasMessageContaining("This vault is closed");
    }

    @Test
    void whoSaysNothingOfConsentsGetsNoVaultNoTableAndNeedsNoKey() {
        withDatabase.run(context -> {
            assertThat(context)
                    .hasNotFailed()
                    .doesNotHaveBean(ConsentVault.class)
                    .doesNotHaveBean(ConsentStore.class)
                    .doesNotHaveBean(TokenProtection.class)
                    .doesNotHaveBean(DataSourceScriptDatabaseInitializer.class);
            assertThat(tables(context.getBean(DataSource.class))).isZero();
        });
    }

    @Test
    void aKeyWithoutADatabaseIsNoVault() {
        application
                .withPropertyValues(ENCRYPTED)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(ConsentStore.class)
                        .doesNotHaveBean(ConsentVault.class));
    }

    @Test
    void aKeyInAnApplicationWithoutSpringJdbcIsNoVault() {
        application
                .withPropertyValues(ENCRYPTED)
                .withClassLoader(new FilteredClassLoader(
                        JdbcClient.class, DataSourceScriptDatabaseInitializer.class, DataSource.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ConsentVault.class));
    }

    @Test
    void consentsInMemoryNeedNoKeyAndNoDatabaseAndAreSaidToBeLost(CapturedOutput output) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Consents.class)
                .web(WebApplicationType.NONE)
                .run("--kosma.token=any", "--kosma.consent.store=memory", "--logging.level.io.github.kosmasdk=warn")) {
            assertThat(context.getBean(ConsentStore.class)).isInstanceOf(InMemoryConsentStore.class);
            assertThat(context.getBean(ConsentVault.class).list(ConsentQuery.ALL))
                    .isEmpty();
        }
        assertThat(output).contains("Consents are kept in memory").contains("lost");
    }

    @Test
    void memoryIsMeantAlsoWhereThereIsADatabase() {
        withDatabase
                .withPropertyValues("kosma.consent.store=memory", ENCRYPTED)
                .run(context -> assertThat(context)
                        .hasSingleBean(ConsentVault.class)
                        .hasSingleBean(InMemoryConsentStore.class)
                        .doesNotHaveBean(JdbcConsentStore.class)
                        .doesNotHaveBean(DataSourceScriptDatabaseInitializer.class));
    }

    @Test
    void anApplicationsOwnStoreIsUsed() {
        ConsentStore own = new InMemoryConsentStore();
        withDatabase
                .withBean("own", ConsentStore.class, () -> own)
                .withPropertyValues(ENCRYPTED)
                .run(context -> assertThat(context)
                        .hasSingleBean(ConsentVault.class)
                        .hasSingleBean(ConsentStore.class)
                        .doesNotHaveBean(DataSourceScriptDatabaseInitializer.class));
    }

    @Test
    void anApplicationsOwnStoreGetsNoKeyThatIsGoneAfterARestart() {
        application
                .withBean(ConsentStore.class, InMemoryConsentStore::new)
                .withPropertyValues("kosma.consent.store=memory")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(TokenProtection.class)
                        .doesNotHaveBean(ConsentVault.class));
    }

    @Test
    void anApplicationsOwnProtectionAndVaultAreLeftAlone() {
        TokenProtection own = TokenProtection.aesGcm("own", KEY);
        withDatabase.withBean(TokenProtection.class, () -> own).run(context -> {
            assertThat(context).hasSingleBean(ConsentVault.class).hasSingleBean(JdbcConsentStore.class);
            assertThat(context.getBean(TokenProtection.class)).isSameAs(own);
        });
        withDatabase
                .withUserConfiguration(OwnVault.class)
                .withPropertyValues(ENCRYPTED)
                .run(context -> assertThat(context.getBean(ConsentVault.class)).isSameAs(context.getBean("ownVault")));
    }

    @Test
    void ofSeveralDatabasesThePrimaryOneIsUsedAndNoneIsGuessed() {
        application
                .withPropertyValues(ENCRYPTED)
                .withUserConfiguration(TwoDatabases.class)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ConsentVault.class));
        application
                .withPropertyValues(ENCRYPTED)
                .withUserConfiguration(OneOfThreeDatabases.class, TwoDatabases.class)
                .run(context -> {
                    assertThat(context).hasSingleBean(ConsentVault.class);
                    assertThat(tables(context.getBean("chosen", DataSource.class)))
                            .isEqualTo(1);
                    assertThat(tables(context.getBean("first", DataSource.class)))
                            .isZero();
                });
    }

    @Test
    void theTableIsMadeInADatabaseOfItsOwnOnlyWhenThatIsSaid() {
        String file = "spring.datasource.url=jdbc:h2:file:./target/consents-" + UUID.randomUUID();
        withDatabase
                .withPropertyValues(ENCRYPTED, file)
                .run(context -> assertThat(context).hasFailed());
        withDatabase
                .withPropertyValues(ENCRYPTED, file, "kosma.consent.jdbc.initialize-schema=always")
                .run(context -> assertThat(context).hasSingleBean(ConsentVault.class));
        withDatabase
                .withPropertyValues(ENCRYPTED, file, "kosma.consent.jdbc.initialize-schema=never")
                .run(context -> assertThat(context)
                        .hasSingleBean(ConsentVault.class)
                        .doesNotHaveBean(DataSourceScriptDatabaseInitializer.class));
    }

    @Test
    void aMigrationComesFirst() {
        withDatabase
                .withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class))
                .withPropertyValues(
                        ENCRYPTED,
                        "kosma.consent.jdbc.initialize-schema=never",
                        "spring.flyway.locations=classpath:migrations-with-consents")
                .run(context -> {
                    assertThat(context).hasSingleBean(ConsentVault.class);
                    assertThat(context.getBean(ConsentVault.class).list(ConsentQuery.ALL))
                            .isEmpty();
                });
    }

    @Test
    void theSettingsReachTheVault() {
        withDatabase
                .withPropertyValues(ENCRYPTED, "kosma.deadline=5s", "kosma.consent.lease=10s")
                .run(context -> assertThat(context).hasSingleBean(ConsentVault.class));
        withDatabase
                .withPropertyValues(ENCRYPTED, "kosma.consent.unattended-limit=2")
                .run(context -> assertThat(
                                context.getBean(KosmaConsentProperties.class).unattendedLimit())
                        .isEqualTo(2));
    }

    @Test
    void whatIsNotSetIsAsInTheVaultItself() {
        withDatabase.run(context -> {
            KosmaConsentProperties properties = context.getBean(KosmaConsentProperties.class);
            assertThat(properties.unattendedLimit()).isEqualTo(ConsentVault.DEFAULT_UNATTENDED_LIMIT);
            assertThat(properties.lease()).isEqualTo(ConsentVault.DEFAULT_LEASE);
            assertThat(properties.patience()).isEqualTo(ConsentVault.DEFAULT_PATIENCE);
        });
    }

    @Test
    void theKeysThatAreNotCurrentRead() {
        withDatabase
                .withPropertyValues(
                        ENCRYPTED,
                        "kosma.consent.encryption.keys.2026-11=" + OTHER_KEY,
                        "kosma.consent.encryption.current-key=2026-11",
                        "kosma.consent.encryption.reads-plain-text=true")
                .run(context -> assertThat(
                                context.getBean(TokenProtection.class).toString())
                        .startsWith("TokenProtection[key 2026-11, reads [")
                        .contains("k1"));
    }

    @Test
    void tokensInTheClearHaveToBeAccepted() {
        withDatabase
                .withPropertyValues(
                        "kosma.consent.encryption.none=i-accept-that-tokens-are-stored-in-the-clear",
                        "kosma.consent.patience=" + Duration.ofSeconds(1))
                .run(context -> assertThat(
                                context.getBean(TokenProtection.class).toString())
                        .contains("in the clear"));
    }

    @Test
    void anEnvironmentVariableIsAKey() {
        withDatabase
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "test-systemEnvironment", Map.of("KOSMA_CONSENT_ENCRYPTION_KEYS_K7", (Object) KEY))))
                .run(context -> assertThat(
                                context.getBean(TokenProtection.class).toString())
                        .contains("key k7"));
    }

    @Test
    void thePropertiesNeverShowAKey() {
        withDatabase
                .withPropertyValues(ENCRYPTED)
                .run(context -> assertThat(
                                context.getBean(KosmaConsentProperties.class).toString())
                        .contains("k1")
                        .doesNotContain(KEY));
    }

    private static int tables(DataSource dataSource) {
        return JdbcClient.create(dataSource)
                .sql("SELECT COUNT(*) FROM information_schema.tables WHERE LOWER(table_name) = 'kosma_consent'")
                .query(Integer.class)
                .single();
    }

    private static DataSource database() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return h2;
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({KosmaAutoConfiguration.class, KosmaConsentAutoConfiguration.class})
    static class Consents {}

    @Configuration(proxyBeanMethods = false)
    static class OwnVault {
        @Bean
        ConsentVault ownVault(KosmaClient client) {
            return ConsentVault.builder(client, new InMemoryConsentStore())
                    .tokenProtection(TokenProtection.aesGcm("own", KEY))
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoDatabases {
        @Bean
        DataSource first() {
            return database();
        }

        @Bean
        DataSource second() {
            return database();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OneOfThreeDatabases {
        @Bean
        @Primary
        DataSource chosen() {
            return database();
        }
    }
}
