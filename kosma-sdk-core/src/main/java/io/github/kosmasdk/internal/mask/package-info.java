/** What may be seen of texts, links, headers and bodies: by lists of what is allowed, everything else is masked. Knows nobody. */
@NullMarked
package io.github.kosmasdk.internal.mask;

import org.jspecify.annotations.NullMarked;
