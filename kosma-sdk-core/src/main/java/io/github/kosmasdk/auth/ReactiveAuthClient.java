package io.github.kosmasdk.auth;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.auth.form.FormAnswer;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaTimeoutException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.flow.ClientToken;
import io.github.kosmasdk.internal.http.Api;
import io.github.kosmasdk.internal.http.Operation;
import io.github.kosmasdk.internal.http.Pipeline;
import io.github.kosmasdk.internal.http.ReplayPolicy;
import io.github.kosmasdk.internal.json.WireJson;
import io.github.kosmasdk.session.BankChoice;
import io.github.kosmasdk.session.Psu;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The Auth API: the consumer's part of a flow, step by step, in your own user interface. Never sends the API token.
 *
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/auth-api.html">Auth API</a>
 */
public final class ReactiveAuthClient {

    private final Pipeline pipeline;

    /**
     * For the SDK's own use; take it from {@link io.github.kosmasdk.KosmaReactiveClient#auth()}.
     *
     * @param pipeline the way of a call
     */
    public ReactiveAuthClient(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /**
     * Asks where the consumer stands: at the beginning, or in the middle when another process goes on.
     *
     * @param clientToken the token of the flow
     * @return the step, or a {@link KosmaException}
     */
    public Mono<AuthStep> begin(ClientToken clientToken) {
        return Mono.defer(() -> look("auth.begin", authUrl(clientToken), Optional.empty()));
    }

    /**
     * The same on behalf of a consumer whose user agent is told to the Auth API in this and all following steps.
     *
     * @param clientToken the token of the flow
     * @param psu the consumer
     * @return the step, or a {@link KosmaException}
     */
    public Mono<AuthStep> begin(ClientToken clientToken, Psu psu) {
        return Mono.defer(() -> look("auth.begin", authUrl(clientToken), Optional.of(psu.userAgent())));
    }

    /**
     * Chooses the bank.
     *
     * @param step the step that asked for it
     * @param bank the bank
     * @return the next step, or a {@link KosmaException}
     */
    public Mono<AuthStep> chooseBank(AuthStep.BankSelection step, BankChoice bank) {
        return send("auth.bank", step, bank);
    }

    /**
     * Submits the answer to a form, encrypted for the service. Wipe the answer when you do not need it any more.
     *
     * @param step the step that asked for it
     * @param answer the answer to the form of this step
     * @return the next step, or a {@link KosmaException}: when the service finds fault with the answer, that is the
     *     form again with the broken rules on its elements
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/auth-api-encryption.html">Encryption</a>
     */
    public Mono<AuthStep> submit(AuthStep.FormInput step, FormAnswer answer) {
        return Mono.defer(() -> {
            if (!answer.formIdentifier().equals(step.form().identifier())) {
                return Mono.error(new KosmaUsageException(
                        "This answer belongs to another form: answer the form of the step you submit it to"));
            }
            return send("auth.submit", step, answer.encrypt());
        });
    }

    /**
     * Reports that the consumer came back from the bank's pages.
     *
     * @param step the step that sent the consumer there
     * @param returnUrl the complete URL on which the consumer landed, with its query, exactly as the browser called it
     * @return the next step, or a {@link KosmaException}
     */
    public Mono<AuthStep> returned(AuthStep.Redirect step, String returnUrl) {
        return send("auth.return", step, new Returned(step.redirectId(), returnUrl));
    }

    /**
     * Looks again where the consumer stands.
     *
     * @param step the step before
     * @return the step, or a {@link KosmaException}
     */
    public Mono<AuthStep> refresh(AuthStep step) {
        return look("auth.refresh", step.info().next(), step.info().consumerUserAgent());
    }

    /**
     * Waits until the service or the bank is through, as in a decoupled login. Looks again and again as the polling
     * policy says, without holding a thread; a look that fails for a reason that can pass does not end the waiting.
     *
     * @param step the step that waits
     * @param within how long to wait
     * @return the first step that is not {@linkplain AuthStep#isProcessing() processing}, or a {@link KosmaException}:
     *     a {@link KosmaTimeoutException} when there is none in that time
     */
    public Mono<AuthStep> await(AuthStep step, Duration within) {
        if (!step.isProcessing()) {
            return Mono.just(step);
        }
        return Mono.defer(() -> {
            AtomicReference<@Nullable AuthStep> latest = new AtomicReference<>();
            Mono<AuthStep> look = Mono.defer(() -> refresh(Objects.requireNonNullElse(latest.get(), step)))
                    .doOnNext(latest::set);
            return pipeline.poll("the login", "auth.await", look, next -> !next.isProcessing(), within);
        });
    }

    private Mono<AuthStep> look(String name, ApiLink link, Optional<String> userAgent) {
        return call(name, ReplayPolicy.SAFE, HttpMethod.GET, link, null, userAgent);
    }

    private Mono<AuthStep> send(String name, AuthStep step, Object body) {
        return call(
                name,
                ReplayPolicy.CREATES,
                HttpMethod.POST,
                step.info().next(),
                body,
                step.info().consumerUserAgent());
    }

    private Mono<AuthStep> call(
            String name,
            ReplayPolicy replay,
            HttpMethod method,
            ApiLink link,
            @Nullable Object body,
            Optional<String> userAgent) {
        return pipeline.execute(new Operation<>(
                name, Api.AUTH, method, link, body, userAgent, new AuthStepReader(link, userAgent), replay));
    }

    private static ApiLink authUrl(ClientToken token) {
        String[] parts = token.value().replace('+', '-').replace('/', '_').split("\\.", -1);
        try {
            JsonNode payload = WireJson.tree(new String(
                    Base64.getUrlDecoder().decode(parts[Math.min(1, parts.length - 1)]), StandardCharsets.UTF_8));
            if (payload.path("auth_url").isString()) {
                return new ApiLink(payload.path("auth_url").stringValue());
            }
        } catch (IllegalArgumentException | JacksonException e) {
            throw unreadable();
        }
        throw unreadable();
    }

    private static KosmaUsageException unreadable() {
        return new KosmaUsageException("This client token does not name the address of its Auth API: pass the"
                + " client_token of a flow, unchanged");
    }

    record Returned(String redirectId, String returnUrl) {
        /** Hides both: they are the right to continue the login. */
        @Override
        public String toString() {
            return "Returned[***]";
        }
    }
}
