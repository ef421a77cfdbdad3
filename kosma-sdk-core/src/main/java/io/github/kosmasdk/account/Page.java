package io.github.kosmasdk.account;

import java.util.List;
import java.util.Optional;

/**
 * A page of a longer list.
 *
 * @param items what is on this page
 * @param next where the next page is, empty on the last one
 * @param <T> what the list holds
 */
public record Page<T>(List<T> items, Optional<NextPage> next) {

    /** Copies the list. */
    public Page {
        items = List.copyOf(items);
    }
}
