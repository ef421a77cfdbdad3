/** The command-line sample: one session, the consumer's login, and what the bank says. */
@NullMarked
package io.github.kosmasdk.samples.cli;

import org.jspecify.annotations.NullMarked;
