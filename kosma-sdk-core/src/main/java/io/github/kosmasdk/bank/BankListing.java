package io.github.kosmasdk.bank;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.internal.json.UnusableAnswerException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How far a list of banks has come: its latest page, and what tells that it goes on and does not turn in a circle.
 *
 * @param page the latest page
 * @param listed how many banks there were up to the end of that page
 * @param links the links that were followed
 */
record BankListing(BankPage page, int listed, Set<ApiLink> links) {

    BankListing {
        links = Set.copyOf(links);
    }

    static BankListing begin(BankPage first) {
        return new BankListing(first, first.banks().size(), Set.of());
    }

    BankListing turned(BankPage next) {
        return new BankListing(next, listed + next.banks().size(), links);
    }

    /** As it is after a link was followed. A page that leads back to one of before would be turned to forever. */
    BankListing after(ApiLink link) {
        Set<ApiLink> all = new HashSet<>(links);
        all.add(link);
        if (page.next().filter(all::contains).isPresent()) {
            throw new UnusableAnswerException("a page names itself, or one before it, as its next one");
        }
        return new BankListing(page, listed, all);
    }

    boolean hasMore() {
        return page.hasMoreThan(listed);
    }

    List<Bank> banks() {
        return page.banks();
    }
}
