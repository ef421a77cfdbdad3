@NullMarked
package io.github.kosmasdk.playground;

import org.jspecify.annotations.NullMarked;
