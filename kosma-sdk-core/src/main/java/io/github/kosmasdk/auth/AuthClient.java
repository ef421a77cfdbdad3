package io.github.kosmasdk.auth;

import io.github.kosmasdk.auth.form.FormAnswer;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaTimeoutException;
import io.github.kosmasdk.flow.ClientToken;
import io.github.kosmasdk.internal.Blocking;
import io.github.kosmasdk.session.BankChoice;
import io.github.kosmasdk.session.Psu;
import java.time.Duration;

/** The blocking face of {@link ReactiveAuthClient}. */
public final class AuthClient {

    private final ReactiveAuthClient reactive;

    /**
     * For the SDK's own use; take it from {@link io.github.kosmasdk.KosmaClient#auth()}.
     *
     * @param reactive the reactive face
     */
    public AuthClient(ReactiveAuthClient reactive) {
        this.reactive = reactive;
    }

    /**
     * Asks where the consumer stands: at the beginning, or in the middle when another process goes on.
     *
     * @param clientToken the token of the flow
     * @return the step
     * @throws KosmaException when that cannot be found out
     */
    public AuthStep begin(ClientToken clientToken) {
        return Blocking.await(reactive.begin(clientToken));
    }

    /**
     * The same on behalf of a consumer whose user agent is told to the Auth API in this and all following steps.
     *
     * @param clientToken the token of the flow
     * @param psu the consumer
     * @return the step
     * @throws KosmaException when that cannot be found out
     */
    public AuthStep begin(ClientToken clientToken, Psu psu) {
        return Blocking.await(reactive.begin(clientToken, psu));
    }

    /**
     * Chooses the bank.
     *
     * @param step the step that asked for it
     * @param bank the bank
     * @return the next step
     * @throws KosmaException when it cannot be chosen
     */
    public AuthStep chooseBank(AuthStep.BankSelection step, BankChoice bank) {
        return Blocking.await(reactive.chooseBank(step, bank));
    }

    /**
     * Submits the answer to a form, encrypted for the service. Wipe the answer when you do not need it any more.
     *
     * @param step the step that asked for it
     * @param answer the answer to the form of this step
     * @return the next step: when the service finds fault with the answer, the form again with the broken rules on its
     *     elements
     * @throws KosmaException when it cannot be submitted
     * @see <a href="https://docs.openbanking.klarna.com/xs2a/auth-api-encryption.html">Encryption</a>
     */
    public AuthStep submit(AuthStep.FormInput step, FormAnswer answer) {
        return Blocking.await(reactive.submit(step, answer));
    }

    /**
     * Reports that the consumer came back from the bank's pages.
     *
     * @param step the step that sent the consumer there
     * @param returnUrl the complete URL on which the consumer landed, with its query, exactly as the browser called it
     * @return the next step
     * @throws KosmaException when it cannot be reported
     */
    public AuthStep returned(AuthStep.Redirect step, String returnUrl) {
        return Blocking.await(reactive.returned(step, returnUrl));
    }

    /**
     * Looks again where the consumer stands.
     *
     * @param step the step before
     * @return the step
     * @throws KosmaException when that cannot be found out
     */
    public AuthStep refresh(AuthStep step) {
        return Blocking.await(reactive.refresh(step));
    }

    /**
     * Waits until the service or the bank is through, as in a decoupled login.
     *
     * @param step the step that waits
     * @param within how long to wait
     * @return the first step that is not {@linkplain AuthStep#isProcessing() processing}
     * @throws KosmaTimeoutException when there is none in that time
     * @throws KosmaException when that cannot be found out
     */
    public AuthStep await(AuthStep step, Duration within) {
        return Blocking.await(reactive.await(step, within));
    }
}
