package io.github.kosmasdk.auth;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.ConsumerUrl;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.error.ServiceError;
import io.github.kosmasdk.internal.form.FormReader;
import io.github.kosmasdk.internal.json.ErrorBody;
import io.github.kosmasdk.internal.json.JsonBody;
import io.github.kosmasdk.internal.json.MissingMemberException;
import io.github.kosmasdk.internal.json.Unknowns;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Reads a step. Its kind is taken from the members that are there, never from the words it calls itself. */
final class AuthStepReader implements Function<JsonBody, AuthStep> {

    private static final Set<String> OF_THE_ANSWER = Set.of("data", "error");
    private static final Set<String> OF_THE_DATA = Set.of("state", "next", "result", "error");
    private static final Set<String> OF_THE_RESULT = Set.of("context", "type", "form", "key", "redirect", "error");
    private static final Set<String> OF_A_REDIRECT = Set.of("id", "url");

    private final ApiLink called;
    private final Optional<String> consumerUserAgent;

    AuthStepReader(ApiLink called, Optional<String> consumerUserAgent) {
        this.called = called;
        this.consumerUserAgent = consumerUserAgent;
    }

    @Override
    public AuthStep apply(JsonBody body) {
        JsonNode answer = body.tree();
        JsonNode data = answer.path("data");
        JsonNode result = data.path("result");
        Unknowns.members(answer, OF_THE_ANSWER);
        Unknowns.members(data, OF_THE_DATA, "data");
        Unknowns.members(result, OF_THE_RESULT, "data", "result");
        Unknowns.members(result.path("redirect"), OF_A_REDIRECT, "data", "result", "redirect");
        String state = text(data, "state").orElseThrow(() -> new MissingMemberException("data.state"));
        Optional<ServiceError> error =
                ErrorBody.in(result).or(() -> ErrorBody.in(data)).or(() -> ErrorBody.in(answer));
        AuthStep.Info info = new AuthStep.Info(
                state,
                text(result, "context"),
                text(result, "type"),
                error,
                text(data, "next").map(ApiLink::new).orElse(called),
                consumerUserAgent);
        return switch (state.toUpperCase(Locale.ROOT)) {
            case "FINISHED" -> new AuthStep.Finished(info);
            case "ABORTED" -> new AuthStep.Aborted(info);
            case "EXCEPTION" -> new AuthStep.Failed(info, error.orElse(ServiceError.UNKNOWN));
            default -> running(info, result);
        };
    }

    private static AuthStep running(AuthStep.Info info, JsonNode result) {
        if (result.path("form").isObject()) {
            return new AuthStep.FormInput(
                    info,
                    FormReader.read(result.path("form"), text(result, "key").orElse("")));
        }
        if (result.path("redirect").isObject()) {
            return redirect(info, result.path("redirect"));
        }
        return info.state().equalsIgnoreCase("CONSUMER_INPUT_NEEDED")
                ? new AuthStep.BankSelection(info)
                : new AuthStep.Waiting(info);
    }

    private static AuthStep redirect(AuthStep.Info info, JsonNode redirect) {
        String id = text(redirect, "id").orElseThrow(() -> new MissingMemberException("data.result.redirect.id"));
        try {
            return new AuthStep.Redirect(
                    info, id, ConsumerUrl.of(text(redirect, "url").orElse("")));
        } catch (KosmaUsageException e) {
            throw new MissingMemberException("web address in data.result.redirect.url");
        }
    }

    private static Optional<String> text(JsonNode owner, String member) {
        JsonNode value = owner.path(member);
        return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    }
}
