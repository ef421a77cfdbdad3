/** What calls and attempts tell Micrometer, and the id that all lines about one call have in common. */
@NullMarked
package io.github.kosmasdk.observation;

import org.jspecify.annotations.NullMarked;
