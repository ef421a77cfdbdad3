/** The wiring: beans, properties and what to say when a setting is wrong. */
@NullMarked
package io.github.kosmasdk.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
