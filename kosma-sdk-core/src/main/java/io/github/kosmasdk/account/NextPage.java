package io.github.kosmasdk.account;

import io.github.kosmasdk.ApiLink;

/**
 * Where the next page is.
 *
 * @param url the link to ask
 * @param offset what to ask it for, opaque
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/transactions-next.html">Next transactions</a>
 */
public record NextPage(ApiLink url, String offset) {
    /** The link; the offset stays hidden. */
    @Override
    public String toString() {
        return "NextPage[" + url + "]";
    }
}
