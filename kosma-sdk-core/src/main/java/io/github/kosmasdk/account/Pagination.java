package io.github.kosmasdk.account;

import io.github.kosmasdk.ApiLink;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a list goes on, as the service says it.
 *
 * @param count how many items this page holds
 * @param url the link for further pages
 * @param next what to ask it for, empty on the last page
 */
public record Pagination(OptionalInt count, Optional<ApiLink> url, Optional<Next> next) {

    /**
     * What to ask for.
     *
     * @param offset opaque, empty when there is nothing more
     */
    public record Next(Optional<String> offset) {
        /** Whether there is more. */
        @Override
        public String toString() {
            return offset.isPresent() ? "Next[***]" : "Next[]";
        }
    }

    /**
     * Where the next page is.
     *
     * @return the place, empty on the last page
     */
    public Optional<NextPage> nextPage() {
        return url.flatMap(link -> next.flatMap(Next::offset)
                .filter(offset -> !offset.isEmpty())
                .map(offset -> new NextPage(link, offset)));
    }
}
