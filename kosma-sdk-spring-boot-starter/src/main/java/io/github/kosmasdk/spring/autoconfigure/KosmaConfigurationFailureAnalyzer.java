package io.github.kosmasdk.spring.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to set when the application cannot start for want of a setting. */
final class KosmaConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<KosmaConfigurationException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, KosmaConfigurationException cause) {
        return new FailureAnalysis(cause.description(), cause.action(), rootFailure);
    }
}
