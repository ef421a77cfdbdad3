/** What calls cost, side by side with what one would write instead. */
@NullMarked
package io.github.kosmasdk.benchmark;

import org.jspecify.annotations.NullMarked;
