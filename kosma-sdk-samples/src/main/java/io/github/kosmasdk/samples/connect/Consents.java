package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.consent.ConsentQuery;
import io.github.kosmasdk.consent.ConsentRecord;
import io.github.kosmasdk.consent.ConsentVault;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.web.server.ResponseStatusException;

/** The consents of one user. Everything else in the application gets at consents here only, so nobody gets at another's. */
@Service
class Consents {

    private final ConsentVault vault;

    Consents(ConsentVault vault) {
        this.vault = vault;
    }

    List<ConsentRecord> all(Visitor visitor) {
        return vault.list(ConsentQuery.builder().psuReference(visitor.id()).build());
    }

    /** Those with which accounts can be read. */
    List<ConsentRecord> connected(Visitor visitor) {
        return all(visitor).stream()
                .filter(consent -> consent.state().usable())
                .filter(consent -> consent.grantedCalls().contains("accounts"))
                .toList();
    }

    /** One of the user's own; another's is answered like one that never was. */
    ConsentRecord one(Visitor visitor, String id) {
        return vault.inspect(id)
                .filter(consent ->
                        consent.psuReference().filter(visitor.id()::equals).isPresent())
                .orElseThrow(
                        () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "You have no consent with this id"));
    }

    void revoke(ConsentRecord consent) {
        vault.revoke(consent.id());
    }
}
