/** The XS2A App in pages of your own: its options, the markup that opens it for a flow, the policy it needs. */
@NullMarked
package io.github.kosmasdk.spring.xs2aapp;

import org.jspecify.annotations.NullMarked;
