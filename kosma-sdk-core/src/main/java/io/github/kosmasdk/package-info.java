/** The front door: the client, its builder, and the values that every subject shares. */
@NullMarked
package io.github.kosmasdk;

import org.jspecify.annotations.NullMarked;
