package io.github.kosmasdk.spring.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.sql.init.DatabaseInitializationMode;

/**
 * Properties of consents in a database.
 *
 * @param initializeSchema When the table of the consents is made at the start of the application, where it is missing.
 */
@ConfigurationProperties("kosma.consent.jdbc")
public record KosmaConsentJdbcProperties(
        @DefaultValue("embedded") DatabaseInitializationMode initializeSchema) {}
