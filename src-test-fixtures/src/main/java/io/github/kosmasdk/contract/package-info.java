@NullMarked
package io.github.kosmasdk.contract;

import org.jspecify.annotations.NullMarked;
