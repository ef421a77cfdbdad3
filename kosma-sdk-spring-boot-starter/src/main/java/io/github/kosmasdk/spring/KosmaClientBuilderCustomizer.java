package io.github.kosmasdk.spring;

import io.github.kosmasdk.KosmaClientBuilder;

/**
 * Changes the builder of the auto-configured client before it builds. Every bean of this type is called, in its order,
 * after the properties were applied, so it has the last word.
 *
 * <pre>{@code
 * @Bean
 * KosmaClientBuilderCustomizer tokenFromVault(Vault vault) {
 *     return builder -> builder.token(vault::currentKosmaToken); // asked on every call
 * }
 * }</pre>
 */
@FunctionalInterface
public interface KosmaClientBuilderCustomizer {

    /**
     * Changes the builder.
     *
     * @param builder the builder, with the properties applied
     */
    void customize(KosmaClientBuilder builder);
}
