/** A login at a bank from its start to its end, by the XS2A App or on pages of the application. */
@NullMarked
package io.github.kosmasdk.samples.connect.login;

import org.jspecify.annotations.NullMarked;
