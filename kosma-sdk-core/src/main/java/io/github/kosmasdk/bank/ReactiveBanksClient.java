package io.github.kosmasdk.bank;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.error.KosmaException;
import io.github.kosmasdk.internal.Lists;
import io.github.kosmasdk.internal.Pages;
import io.github.kosmasdk.internal.http.Api;
import io.github.kosmasdk.internal.http.Operation;
import io.github.kosmasdk.internal.http.Pipeline;
import io.github.kosmasdk.internal.http.ReplayPolicy;
import io.github.kosmasdk.internal.json.JsonBody;
import io.github.kosmasdk.internal.json.WireJson;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The bank directory: which banks the service reaches. All calls only read, so they are sent again when their answer is
 * lost. The directory has a host of its own, see {@link io.github.kosmasdk.KosmaEnvironment#withBankDirectory}.
 *
 * @see <a href="https://docs.openbanking.klarna.com/bank_universe/banks.html">Banks</a>
 */
public final class ReactiveBanksClient {

    private static final Function<JsonBody, CountryList> COUNTRIES = WireJson.wholeReader(CountryList.class);
    private static final Function<JsonBody, BankPage> PAGE = WireJson.wholeReader(BankPage.class);

    private final Pipeline pipeline;

    /**
     * For the SDK's own use; take it from {@link io.github.kosmasdk.KosmaReactiveClient#banks()}.
     *
     * @param pipeline the way of a call
     */
    public ReactiveBanksClient(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /**
     * Lists the countries whose banks the directory knows.
     *
     * @return the countries, or a {@link KosmaException}
     */
    public Mono<List<Country>> countries() {
        return read(
                        "banks.countries",
                        HttpMethod.GET,
                        () -> pipeline.link(Api.BANK_DIRECTORY, "/v1/countries"),
                        null,
                        COUNTRIES)
                .map(CountryList::countries);
    }

    /**
     * Lists the banks of a country. Holds one page at a time: the next one is asked for when this one has been handed on.
     *
     * @param query which banks
     * @return the banks, in the order of the directory, or a {@link KosmaException}
     */
    public Flux<Bank> banks(BankQuery query) {
        return Pages.items(firstPage(query), listing -> nextPage(query, listing), BankListing::banks);
    }

    /**
     * Looks for a bank in all countries. Holds one page at a time, as {@link #banks}.
     *
     * @param search what is known of it
     * @return the banks that fit, in the order of the directory, or a {@link KosmaException}
     */
    public Flux<Bank> search(BankSearch search) {
        return Pages.items(firstPage(search), listing -> nextPage(search, listing), BankListing::banks);
    }

    Mono<BankListing> firstPage(BankQuery query) {
        return Mono.fromSupplier(() -> pipeline.link(Api.BANK_DIRECTORY, query.path()))
                .flatMap(link -> page(link, BankListing::begin));
    }

    /** By the link that the directory gives; without one by the numbers, as long as banks are missing. */
    Mono<BankListing> nextPage(BankQuery query, BankListing listing) {
        Optional<ApiLink> next = listing.page().next();
        if (next.isPresent()) {
            return page(next.get(), listing::turned);
        }
        int from = listing.listed();
        return listing.hasMore()
                ? page(pipeline.link(Api.BANK_DIRECTORY, query.pathFrom(from)), page -> listing.turned(page.from(from)))
                : Mono.empty();
    }

    Mono<BankListing> firstPage(BankSearch search) {
        return page(search, OptionalInt.empty()).map(BankListing::begin);
    }

    Mono<BankListing> nextPage(BankSearch search, BankListing listing) {
        return listing.hasMore()
                ? page(search, OptionalInt.of(listing.listed())).map(listing::turned)
                : Mono.empty();
    }

    /** A search says in its body where to go on: a link cannot. */
    private Mono<BankPage> page(BankSearch search, OptionalInt offset) {
        return read(
                "banks.search",
                HttpMethod.POST,
                () -> pipeline.link(Api.BANK_DIRECTORY, "/v1/banks/get"),
                new SearchBody(search.bankName(), search.bankCode(), search.bic(), offset),
                body -> PAGE.apply(body).from(offset.orElse(0)));
    }

    private Mono<BankListing> page(ApiLink link, Function<BankPage, BankListing> listed) {
        return read(
                "banks.list",
                HttpMethod.GET,
                () -> link,
                null,
                body -> listed.apply(PAGE.apply(body)).after(link));
    }

    private <R> Mono<R> read(
            String name,
            HttpMethod method,
            Supplier<ApiLink> link,
            @Nullable Object body,
            Function<JsonBody, R> reader) {
        return Mono.defer(() -> pipeline.execute(new Operation<>(
                name, Api.BANK_DIRECTORY, method, link.get(), body, Optional.empty(), reader, ReplayPolicy.SAFE)));
    }

    record SearchBody(Optional<String> bankName, Optional<String> bankCode, Optional<String> bic, OptionalInt offset) {
        /** Hides what is looked for. */
        @Override
        public String toString() {
            return "SearchBody[***]";
        }
    }

    record CountryList(List<Country> countries) {
        CountryList {
            countries = Lists.copy(countries);
        }
    }
}
