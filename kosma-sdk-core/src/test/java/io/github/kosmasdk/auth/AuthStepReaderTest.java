package io.github.kosmasdk.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.internal.json.Bodies;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthStepReaderTest {

    private static AuthStep read(String json) {
        return new AuthStepReader(new ApiLink("https://auth.example/wizard/1"), Optional.empty())
                .apply(Bodies.of(json.replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource({"PROCESSING", "INITIALIZED", "INTERRUPTED", "SOMETHING_NEW"})
    void whoeverWaitsCanAwaitTheNextStep(String state) {
        AuthStep step = read("{'data':{'state':'" + state + "'}}");
        assertThat(step).isInstanceOf(AuthStep.Waiting.class);
        assertThat(step.isProcessing()).isTrue();
        assertThat(step.isTerminal()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"PROCESSING, true", "CONSUMER_INPUT_NEEDED, false"})
    void aFormCanBeOfferedMeanwhile(String state, boolean processing) {
        AuthStep step = read("{'data':{'state':'" + state + "','result':{'form':{'form_identifier':'f'}}}}");
        assertThat(step).isInstanceOf(AuthStep.FormInput.class);
        assertThat(step.isProcessing()).isEqualTo(processing);
    }
}
