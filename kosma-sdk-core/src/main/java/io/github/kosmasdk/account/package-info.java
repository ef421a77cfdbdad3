/** Account information: accounts, details, balances, transactions and their pages. */
@NullMarked
package io.github.kosmasdk.account;

import org.jspecify.annotations.NullMarked;
