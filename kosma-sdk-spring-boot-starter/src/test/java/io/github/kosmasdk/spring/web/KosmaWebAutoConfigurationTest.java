package io.github.kosmasdk.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

class KosmaWebAutoConfigurationTest {

    private static final AutoConfigurations BOTH =
            AutoConfigurations.of(KosmaWebMvcAutoConfiguration.class, KosmaWebFluxAutoConfiguration.class);

    @Test
    void aServletApplicationGetsTheResolverOfSpringMvc() {
        new WebApplicationContextRunner()
                .withConfiguration(BOTH)
                .run(context -> assertThat(context)
                        .hasSingleBean(KosmaWebMvcAutoConfiguration.class)
                        .doesNotHaveBean(KosmaWebFluxAutoConfiguration.class));
    }

    @Test
    void aReactiveApplicationGetsTheResolverOfSpringWebFlux() {
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(BOTH)
                .run(context -> assertThat(context)
                        .hasSingleBean(KosmaWebFluxAutoConfiguration.class)
                        .doesNotHaveBean(KosmaWebMvcAutoConfiguration.class));
    }

    @Test
    void anApplicationWithoutWebGetsNeither() {
        new ApplicationContextRunner()
                .withConfiguration(BOTH)
                .run(context -> assertThat(context)
                        .doesNotHaveBean(KosmaWebFluxAutoConfiguration.class)
                        .doesNotHaveBean(KosmaWebMvcAutoConfiguration.class));
    }

    @Test
    void withoutTheFrameworkThereIsNothingToConfigure() {
        new WebApplicationContextRunner()
                .withClassLoader(new FilteredClassLoader(WebMvcConfigurer.class))
                .withConfiguration(BOTH)
                .run(context -> assertThat(context).doesNotHaveBean(KosmaWebMvcAutoConfiguration.class));
        new ReactiveWebApplicationContextRunner()
                .withClassLoader(new FilteredClassLoader(WebFluxConfigurer.class))
                .withConfiguration(BOTH)
                .run(context -> assertThat(context).doesNotHaveBean(KosmaWebFluxAutoConfiguration.class));
    }
}
