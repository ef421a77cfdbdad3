/** The wire codec. Not for use outside the SDK. */
@NullMarked
package io.github.kosmasdk.internal.json;

import org.jspecify.annotations.NullMarked;
