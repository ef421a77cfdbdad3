/** The consumer of the current web request as a controller argument, for Spring MVC and Spring WebFlux. */
@NullMarked
package io.github.kosmasdk.spring.web;

import org.jspecify.annotations.NullMarked;
