@NullMarked
package io.github.kosmasdk.faults;

import org.jspecify.annotations.NullMarked;
