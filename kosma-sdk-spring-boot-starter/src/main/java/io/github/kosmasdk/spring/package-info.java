/** What a Spring Boot application may bring to shape its Kosma client. */
@NullMarked
package io.github.kosmasdk.spring;

import org.jspecify.annotations.NullMarked;
