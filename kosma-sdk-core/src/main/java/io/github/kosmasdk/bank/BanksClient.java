package io.github.kosmasdk.bank;

import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.internal.Blocking;
import java.util.List;
import java.util.stream.Stream;

/** The blocking face of {@link ReactiveBanksClient}. */
public final class BanksClient {

    private final ReactiveBanksClient reactive;

    /**
     * For the SDK's own use; take it from {@link io.github.kosmasdk.KosmaClient#banks()}.
     *
     * @param reactive the reactive face
     */
    public BanksClient(ReactiveBanksClient reactive) {
        this.reactive = reactive;
    }

    /**
     * Lists the countries whose banks the directory knows.
     *
     * @return the countries
     * @throws KosmaException when the directory cannot be asked
     */
    public List<Country> countries() {
        return Blocking.await(reactive.countries());
    }

    /**
     * Lists the banks of a country. Lazy, and holds one page at a time: the next one is asked for when this one has been used
     * up. A page that cannot be read ends the stream with a {@link KosmaException}.
     *
     * @param query which banks
     * @return the banks, in the order of the directory
     */
    public Stream<Bank> banks(BankQuery query) {
        return Blocking.pages(
                reactive.firstPage(query), listing -> reactive.nextPage(query, listing), BankListing::banks);
    }

    /**
     * Looks for a bank in all countries. Lazy, and holds one page at a time, as {@link #banks}.
     *
     * @param search what is known of it
     * @return the banks that fit, in the order of the directory
     */
    public Stream<Bank> search(BankSearch search) {
        return Blocking.pages(
                reactive.firstPage(search), listing -> reactive.nextPage(search, listing), BankListing::banks);
    }
}
