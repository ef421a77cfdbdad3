/** XS2A forms: elements, answers, their rules and their encryption. */
@NullMarked
package io.github.kosmasdk.auth.form;

import org.jspecify.annotations.NullMarked;
