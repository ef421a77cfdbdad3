/** Who owns an account: the ownership check, derived by the SDK from what the bank said. It calls nobody. */
@NullMarked
package io.github.kosmasdk.kyc;

import org.jspecify.annotations.NullMarked;
