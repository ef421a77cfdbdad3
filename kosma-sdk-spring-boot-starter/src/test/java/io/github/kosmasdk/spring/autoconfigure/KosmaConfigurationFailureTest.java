package io.github.kosmasdk.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@ExtendWith(OutputCaptureExtension.class)
class KosmaConfigurationFailureTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(KosmaAutoConfiguration.class, SslAutoConfiguration.class));

    @Test
    void aMissingTokenIsReportedWithEverythingThatHelps() {
        FailureAnalysis analysis = analysisOf();
        assertThat(analysis.getDescription()).isEqualTo("The Kosma client has no API token: 'kosma.token' is not set.");
        assertThat(analysis.getAction())
                .contains("property 'kosma.token'")
                .contains("environment variable KOSMA_TOKEN")
                .contains("portal of the environment")
                .contains("KosmaClientBuilderCustomizer")
                .contains("kosma-playground.jar")
                .contains("'kosma.base-url' and 'kosma.auth-base-url'");
    }

    @Test
    void aBlankTokenIsNone() {
        assertThat(analysisOf("kosma.token=  ").getDescription()).contains("'kosma.token' is not set");
    }

    @ParameterizedTest
    @CsvSource({"kosma.base-url,kosma.auth-base-url", "kosma.auth-base-url,kosma.base-url"})
    void oneBaseUrlAloneIsRefused(String set, String missing) {
        FailureAnalysis analysis = analysisOf("kosma.token=any", set + "=http://127.0.0.1:8089");
        assertThat(analysis.getDescription())
                .startsWith("'" + set + "' is set, but '" + missing + "' is not")
                .contains("two origins");
        assertThat(analysis.getAction()).contains("Set both properties");
    }

    @ParameterizedTest
    @CsvSource({
        "http://bank.example, plain http",
        "ftp://bank.example, not an absolute web address",
        "bank.example, not an absolute web address",
        "https://bank.example?a=b, carries user info"
    })
    void anUnusableBaseUrlIsRefusedWithTheReason(String url, String reason) {
        FailureAnalysis analysis =
                analysisOf("kosma.token=any", "kosma.base-url=" + url, "kosma.auth-base-url=https://auth.example");
        assertThat(analysis.getDescription()).contains("bank.example").contains(reason);
        assertThat(analysis.getAction()).contains("kosma.base-url");
    }

    @Test
    void anUnusableBankDirectoryIsRefusedWithTheReason() {
        FailureAnalysis analysis = analysisOf("kosma.token=any", "kosma.bank-directory-base-url=http://bank.example");
        assertThat(analysis.getDescription()).contains("bank.example").contains("plain http");
        assertThat(analysis.getAction()).contains("kosma.bank-directory-base-url");
    }

    @ParameterizedTest
    @CsvSource({
        "kosma.deadline=0s, kosma.deadline, between 1 ms and 1 day",
        "kosma.user-agent=Zürich, kosma.user-agent, printable ASCII",
        "kosma.resilience.retry.max-attempts=0, kosma.resilience.*, at least 1 attempt",
        "kosma.polling.first=10s, kosma.polling.*, first wait",
        "kosma.pool.max-connections=0, kosma.pool.*, at least 1 connection",
        "kosma.limits.max-body-size=100B, kosma.limits.*, at least 1024 bytes of a body",
        "kosma.limits.max-nesting=1, kosma.limits.*, at least 10 levels",
        "kosma.white-label.aspsp-data=00ff, kosma.white-label.*, two hexadecimal values",
        "kosma.proxy.host=proxy.example, kosma.proxy.*, between 1 and 65535",
        "kosma.ssl.bundle=shop, spring.ssl.bundle.pem.shop.*, no SSL bundle"
    })
    void aSettingOutOfItsRangeIsNamed(String setting, String property, String reason) {
        FailureAnalysis analysis = analysisOf("kosma.token=any", setting);
        assertThat(analysis.getDescription()).contains(reason);
        assertThat(analysis.getAction()).contains(property);
    }

    @Test
    void anApplicationThatCannotStartPrintsTheAnalysisAndNoStackTrace(CapturedOutput output) {
        SpringApplicationBuilder builder = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE);
        assertThatThrownBy(() -> builder.run()).isInstanceOf(Exception.class);
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Set the property 'kosma.token' or the environment variable KOSMA_TOKEN")
                .doesNotContain("\tat io.github.kosmasdk");
    }

    private FailureAnalysis analysisOf(String... settings) {
        AtomicReference<FailureAnalysis> analysis = new AtomicReference<>();
        application.withPropertyValues(settings).run(context -> {
            assertThat(context).hasFailed();
            analysis.set(new KosmaConfigurationFailureAnalyzer().analyze(context.getStartupFailure()));
        });
        assertThat(analysis.get()).isNotNull();
        return analysis.get();
    }

    @Configuration(proxyBeanMethods = false)
    @Import(KosmaAutoConfiguration.class)
    static class Application {}
}
