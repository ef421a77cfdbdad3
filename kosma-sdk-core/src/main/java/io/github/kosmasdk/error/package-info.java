/** Everything that can go wrong, as one tree of unchecked exceptions. */
@NullMarked
package io.github.kosmasdk.error;

import org.jspecify.annotations.NullMarked;
