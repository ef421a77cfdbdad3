/** The life cycle that all flows share: start, read, await, abort. */
@NullMarked
package io.github.kosmasdk.flow;

import org.jspecify.annotations.NullMarked;
