/** The corridor of a call. Not for use outside the SDK. */
@NullMarked
package io.github.kosmasdk.internal.http;

import org.jspecify.annotations.NullMarked;
