/** The Auth API: the consumer's bank choice, login and strong customer authentication, step by step. */
@NullMarked
package io.github.kosmasdk.auth;

import org.jspecify.annotations.NullMarked;
