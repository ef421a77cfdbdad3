package io.github.kosmasdk.spring.autoconfigure;

import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.consent.ConsentStore;
import io.github.kosmasdk.consent.ConsentVault;
import io.github.kosmasdk.consent.TokenProtection;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;

/** Says what is missing for a vault, to an application that wants one and does not get it. */
final class NoConsentVaultFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException>
        implements Ordered {

    private final ListableBeanFactory beans;

    NoConsentVaultFailureAnalyzer(BeanFactory beans) {
        this.beans = (ListableBeanFactory) beans;
    }

    /** Before the one that knows nothing but the type. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(
            Throwable rootFailure, NoSuchBeanDefinitionException cause, @Nullable String injectionPoint) {
        ResolvableType wanted = cause.getResolvableType();
        if (wanted == null || cause instanceof NoUniqueBeanDefinitionException) {
            return null;
        }
        Class<?> type = wanted.resolve(Object.class);
        if (type != ConsentVault.class && type != ConsentStore.class) {
            return null;
        }
        Gap gap = gap();
        return new FailureAnalysis(
                (injectionPoint == null ? "The application" : injectionPoint) + " requires a " + type.getSimpleName()
                        + ", and there is none: " + gap.reason,
                gap.action,
                rootFailure);
    }

    private record Gap(String reason, String action) {}

    private Gap gap() {
        if (count(TokenProtection.class) == 0) {
            return new Gap(
                    "nothing says how the tokens of consents are encrypted.",
                    PropertiesTokenProtection.HOW_TO_ENCRYPT + """


                            To try consents without a key and a database, set 'kosma.consent.store' to 'memory'.""");
        }
        if (count(ConsentStore.class) == 0) {
            int databases = count(DataSource.class);
            return databases == 0
                    ? new Gap(
                            "there is no database to keep consents in, as there is no DataSource.",
                            "Add spring-boot-starter-jdbc and a database driver, and set 'spring.datasource.url'; or bring"
                                    + " a ConsentStore bean of your own. To try consents without a database, set"
                                    + " 'kosma.consent.store' to 'memory'.")
                    : new Gap(
                            databases == 1
                                    ? "the DataSource cannot be used, as spring-boot-jdbc is not on the class path."
                                    : "there are " + databases
                                            + " DataSource beans, and none of them is the primary one.",
                            databases == 1
                                    ? "Add spring-boot-starter-jdbc."
                                    : "Bring a ConsentStore bean that says which one: new JdbcConsentStore(dataSource).");
        }
        return new Gap(
                "there are " + count(KosmaClient.class) + " KosmaClient beans, and the vault needs one.",
                "Make one KosmaClient bean the primary one, or bring a ConsentVault bean of your own.");
    }

    private int count(Class<?> type) {
        return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, type, true, false).length;
    }
}
