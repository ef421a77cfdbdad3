/** Sessions: the PSU, the bank, the consent scope, and the links to the flows. */
@NullMarked
package io.github.kosmasdk.session;

import org.jspecify.annotations.NullMarked;
