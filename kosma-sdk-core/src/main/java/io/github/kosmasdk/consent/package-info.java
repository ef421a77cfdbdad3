/** Consents: what a session leaves behind, so that the bank can be asked again without the consumer. */
@NullMarked
package io.github.kosmasdk.consent;

import org.jspecify.annotations.NullMarked;
