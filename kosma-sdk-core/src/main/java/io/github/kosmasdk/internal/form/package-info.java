/** Reads forms from JSON. Not for use outside the SDK. */
@NullMarked
package io.github.kosmasdk.internal.form;

import org.jspecify.annotations.NullMarked;
