/** What the subjects share. Not for use outside the SDK. */
@NullMarked
package io.github.kosmasdk.internal;

import org.jspecify.annotations.NullMarked;
