package io.github.kosmasdk.spring.autoconfigure;

import io.github.kosmasdk.consent.ConsentStore;
import io.github.kosmasdk.consent.TokenProtection;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.spring.jdbc.JdbcConsentStore;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.jdbc.init.PlatformPlaceholderDatabaseDriverResolver;
import org.springframework.boot.sql.autoconfigure.init.OnDatabaseInitializationCondition;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Consents in the one {@link DataSource} of the application. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({JdbcClient.class, DataSourceScriptDatabaseInitializer.class})
@ConditionalOnBean(TokenProtection.class)
@ConditionalOnMissingBean(ConsentStore.class)
@ConditionalOnSingleCandidate(DataSource.class)
@ConditionalOnProperty(name = "kosma.consent.store", havingValue = "jdbc", matchIfMissing = true)
@EnableConfigurationProperties(KosmaConsentJdbcProperties.class)
@Import(DatabaseInitializationDependencyConfigurer.class)
class JdbcConsentStoreConfiguration {

    private static final String SCHEMA = "classpath:kosma/sql/schema-@@platform@@.sql";

    @Bean
    @Conditional(OnInitialization.class)
    DataSourceScriptDatabaseInitializer consentStoreDatabaseInitializer(
            DataSource dataSource, KosmaConsentJdbcProperties properties) {
        supported(dataSource);
        DatabaseInitializationSettings settings = new DatabaseInitializationSettings();
        settings.setSchemaLocations(new PlatformPlaceholderDatabaseDriverResolver().resolveAll(dataSource, SCHEMA));
        settings.setMode(properties.initializeSchema());
        return new DataSourceScriptDatabaseInitializer(dataSource, settings);
    }

    @Bean
    @DependsOnDatabaseInitialization
    JdbcConsentStore consentStore(DataSource dataSource) {
        JdbcConsentStore store = supported(dataSource);
        requireTable(store);
        return store;
    }

    private static JdbcConsentStore supported(DataSource dataSource) {
        try {
            return new JdbcConsentStore(dataSource);
        } catch (KosmaUsageException e) {
            throw new KosmaConfigurationException(
                    e.getMessage() + ".",
                    "Check 'spring.datasource.*'. For a database of another kind bring a ConsentStore bean, or set"
                            + " 'kosma.consent.store' to 'memory' to try consents without one.",
                    e);
        }
    }

    /** Said now, and not at night when the first consumer has logged in. */
    private static void requireTable(JdbcConsentStore store) {
        try {
            store.find("none");
        } catch (BadSqlGrammarException e) {
            throw new KosmaConfigurationException(
                    "The consents have no table: 'kosma_consent' cannot be read in the database of the application.",
                    """
                    With a migration tool: copy kosma/sql/schema-postgresql.sql or kosma/sql/schema-h2.sql of \
                    kosma-sdk-spring-boot-starter to your migrations.

                    Without one: set 'kosma.consent.jdbc.initialize-schema' to 'always', and the table is made at the \
                    start. The default, 'embedded', does that in databases in memory only.

                    If the table is there, the user of 'spring.datasource.username' must be allowed to read it, and must \
                    find it without naming a schema.""",
                    e);
        }
    }

    static final class OnInitialization extends OnDatabaseInitializationCondition {

        OnInitialization() {
            super("Kosma consents", "kosma.consent.jdbc.initialize-schema");
        }
    }
}
