/** Forms of the Auth API as elements of a page, and what the consumer sent as an answer to them. */
@NullMarked
package io.github.kosmasdk.samples.connect.form;

import org.jspecify.annotations.NullMarked;
