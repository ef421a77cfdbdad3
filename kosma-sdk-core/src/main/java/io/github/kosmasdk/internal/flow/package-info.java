/** The operations that all flows share. Not for use outside the SDK. */
@NullMarked
package io.github.kosmasdk.internal.flow;

import org.jspecify.annotations.NullMarked;
