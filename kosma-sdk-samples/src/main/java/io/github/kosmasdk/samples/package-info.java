/** What the samples share: the simulator inside. */
@NullMarked
package io.github.kosmasdk.samples;

import org.jspecify.annotations.NullMarked;
