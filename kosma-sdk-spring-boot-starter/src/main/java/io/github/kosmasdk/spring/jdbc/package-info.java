/** Consents in a database, shared by all nodes of an application. */
@NullMarked
package io.github.kosmasdk.spring.jdbc;

import org.jspecify.annotations.NullMarked;
