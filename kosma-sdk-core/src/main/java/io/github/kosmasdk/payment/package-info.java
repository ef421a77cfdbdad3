/** Payments: the transfer flow, what became of a payment, and the state of a transfer at the bank. */
@NullMarked
package io.github.kosmasdk.payment;

import org.jspecify.annotations.NullMarked;
