package io.github.kosmasdk.consent;

import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.error.KosmaStoreException;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.session.Psu;
import io.github.kosmasdk.session.Session;
import io.github.kosmasdk.session.SessionRequest;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A {@link ConsentVault} for reactive code, from {@link ConsentVault#reactive()}. Nothing begins before it is subscribed to.
 * The store is worked with on Reactor's {@code boundedElastic} threads.
 *
 * <p>A subscriber that cancels loses no token. A call that has not been sent yet is not sent any more; one that has been
 * goes on, and its next token is stored. The same holds for a consent that is being fetched.
 */
public final class ReactiveConsentVault {

    private final ConsentVault vault;

    ReactiveConsentVault(ConsentVault vault) {
        this.vault = vault;
    }

    /**
     * Fetches the consent of a session and stores it, once one of its flows has finished and before it is closed. A second
     * time it takes the latest token, as {@link ConsentVault#store(Session, ConsentOrigin)} does.
     *
     * @param session the session
     * @param origin where it comes from
     * @return its id in the vault, or a {@link KosmaException} when it cannot be fetched or stored; then try again, the
     *     session gives it anew
     */
    public Mono<String> store(Session session, ConsentOrigin origin) {
        return vault.storing(session, origin);
    }

    /**
     * Stores a consent. From now on use it through the vault only. A second time it takes the newly fetched token, as {@link
     * ConsentVault#store(Consent, ConsentOrigin)} does.
     *
     * @param consent the consent, fetched a moment ago and not used yet
     * @param origin where it comes from
     * @return its id in the vault, or a {@link KosmaStoreException} when the store fails; then try again
     */
    public Mono<String> store(Consent consent, ConsentOrigin origin) {
        return vault.storing(Mono.just(consent), origin);
    }

    /**
     * Keeps the token of a transfer, as {@link ConsentVault#keepTransfer} does.
     *
     * @param id the consent's id in the vault
     * @param transferId the transfer
     * @param transferToken its latest token; from now on the vault has the next ones
     * @return when it is done, or a {@link KosmaException}
     */
    public Mono<Void> keepTransfer(String id, String transferId, TransferToken transferToken) {
        return ConsentVault.working(() -> {
                    vault.keepTransfer(id, transferId, transferToken);
                    return id;
                })
                .then();
    }

    /**
     * Lists consents, whatever their state.
     *
     * @param query which
     * @return the consents, up to the limit of the query, or a {@link KosmaStoreException}
     */
    public Flux<ConsentRecord> list(ConsentQuery query) {
        return ConsentVault.working(() -> vault.list(query)).flatMapIterable(Function.identity());
    }

    /**
     * Looks at a consent.
     *
     * @param id its id in the vault
     * @return what is known of it, empty when the vault does not have it, or a {@link KosmaStoreException}
     */
    public Mono<ConsentRecord> inspect(String id) {
        return ConsentVault.working(() -> vault.inspect(id)).flatMap(Mono::justOrEmpty);
    }

    /**
     * As {@link ConsentVault#countByState}.
     *
     * @return how many consents there are in each state, of all states
     */
    public Mono<Map<ConsentState, Long>> countByState() {
        return ConsentVault.working(vault::countByState);
    }

    /**
     * The calls with a consent in the background, counted against its quota.
     *
     * @param id its id in the vault
     * @return the calls
     */
    public ReactiveConsentCalls unattended(String id) {
        return new ReactiveConsentCalls(vault, id, Optional.empty());
    }

    /**
     * The calls with a consent while the consumer is present and wants them.
     *
     * @param id its id in the vault
     * @param psu the consumer, as of now
     * @return the calls; make new ones for each request of the consumer
     */
    public ReactiveConsentCalls attended(String id, Psu psu) {
        return new ReactiveConsentCalls(vault, id, Optional.of(psu));
    }

    /**
     * Revokes a consent, as {@link ConsentVault#revoke} does.
     *
     * @param id its id in the vault
     * @return when it is done, or a {@link KosmaUsageException} when the vault does not have it
     */
    public Mono<Void> revoke(String id) {
        return ConsentVault.working(() -> {
                    vault.revoke(id);
                    return id;
                })
                .then();
    }

    /**
     * Starts the session of a refresh: the same scope, the same bank.
     *
     * @param id the consent's id in the vault
     * @param psu the consumer, as of now
     * @return the session; let the consumer log in with any flow, then call {@link #completeRefresh}. Or a {@link
     *     KosmaException}: a {@link KosmaUsageException} when the vault does not have it, does not know its scope, or it
     *     was revoked here
     */
    public Mono<Session> refresh(String id, Psu psu) {
        return refresh(id, psu, builder -> builder);
    }

    /**
     * Starts the session of a refresh: the same scope, the same bank.
     *
     * @param id the consent's id in the vault
     * @param psu the consumer, as of now
     * @param more sets what else the session needs, such as the URL to return to
     * @return as {@link #refresh(String, Psu)}
     */
    public Mono<Session> refresh(String id, Psu psu, UnaryOperator<SessionRequest.Builder> more) {
        return vault.refreshing(id, psu, more);
    }

    /**
     * Ends a refresh: fetches the consent of the session, and puts it in the place of the old one, whose token is
     * destroyed. Its lifetime and its quota begin anew.
     *
     * @param id the consent's id in the vault
     * @param session the session, one of whose flows has finished
     * @return when it is done, or a {@link KosmaException} when the new consent cannot be fetched or stored; the old one is
     *     as it was, and you can try again
     */
    public Mono<Void> completeRefresh(String id, Session session) {
        return vault.completing(id, session);
    }

    /**
     * Encrypts every token anew that is not encrypted with the current key, as {@link ConsentVault#protectAgain()} does.
     *
     * @return how many it was
     */
    public Mono<Integer> protectAgain() {
        return ConsentVault.working(vault::protectAgain);
    }
}
