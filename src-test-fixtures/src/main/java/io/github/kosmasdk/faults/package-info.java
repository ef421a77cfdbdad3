/** Trouble on the wire for tests: a TCP proxy between a client and its server, whatever they speak. */
@NullMarked
package io.github.kosmasdk.faults;

import org.jspecify.annotations.NullMarked;
