package io.github.kosmasdk.samples.cli;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** What went wrong, in words. */
final class Failures {

    private Failures() {}

    /** Says what the analyzers of Spring Boot and of the starter say, else the message of the innermost cause. */
    static String describe(Throwable failure) {
        SpringFactoriesLoader factories = SpringFactoriesLoader.forDefaultResourceLocation();
        for (FailureAnalyzer analyzer :
                factories.load(FailureAnalyzer.class, (type, implementation, needsABeanFactory) -> {})) {
            FailureAnalysis analysis = analyzer.analyze(failure);
            if (analysis != null) {
                return analysis.getDescription() + " "
                        + (analysis.getAction() == null
                                ? ""
                                : analysis.getAction().split("\\R\\R")[0]);
            }
        }
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
