package io.github.kosmasdk.consent;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a vault keeps its consents. All nodes of an application share one store, so each method is one atomic step, and
 * what it changed is durable and seen by everyone when it returns. A store never looks at a clock of its own, and never
 * at a token. {@code ConsentStoreContract}, in the tests jar of this module, says in code what every store must do.
 *
 * <p>A good call takes two steps, {@link #acquire} and {@link #update}. When a step fails, a store throws an exception
 * of its own; a step that failed may be tried again.
 */
public interface ConsentStore {

    /**
     * Adds a consent.
     *
     * @param consent the consent; stored with the version it has
     * @throws RuntimeException when there is one with its id already; that one is left as it is
     */
    void insert(StoredConsent consent);

    /**
     * Looks for a consent.
     *
     * @param id its id in the vault
     * @return the consent, empty when there is none
     */
    Optional<StoredConsent> find(String id);

    /**
     * Lists consents, in an order by id that is the same every time.
     *
     * @param query which
     * @return as many as there are, up to the limit of the query
     */
    List<StoredConsent> list(ConsentQuery query);

    /**
     * Counts the consents. Asked for now and then, to be watched: an estimate of a moment ago would do.
     *
     * @return how many there are in each state; a state without any may be left out
     */
    Map<ConsentState, Long> countByState();

    /**
     * Takes the lease of a consent, when it is free: nobody holds it, or its time was over at {@code now}. The version
     * goes up by one, and {@link Lease#abandonedBy()} becomes whoever held it until then. Of several that try at the same
     * time, one gets it.
     *
     * @param id its id in the vault
     * @param holder who takes it
     * @param now the present; a lease {@code until} this instant is over
     * @param until when the lease will be over
     * @return the consent with its new lease and version, empty when somebody else has the lease or there is no such
     *     consent
     */
    Optional<StoredConsent> acquire(String id, String holder, Instant now, Instant until);

    /**
     * Replaces a consent, when it still has the version of the one given. Everything is taken over as given, the lease
     * too, but for the version, which goes up by one; {@code id} and {@code createdAt} never change.
     *
     * @param changed the consent, with the version that it was read with
     * @return whether it was replaced; {@code false} when it has another version, or is not there
     */
    boolean update(StoredConsent changed);
}
