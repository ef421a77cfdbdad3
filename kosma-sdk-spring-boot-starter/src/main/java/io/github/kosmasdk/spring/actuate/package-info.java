/** What an operator sees of consents, in Spring Boot Actuator. */
@NullMarked
package io.github.kosmasdk.spring.actuate;

import org.jspecify.annotations.NullMarked;
