/**
 * The bank-connect web application: connect a bank, look at what it says, pay an invoice. Begin to read at {@link
 * io.github.kosmasdk.samples.connect.BankConnect}; logins are in {@code .login}, the forms of banks in {@code .form}.
 */
@NullMarked
package io.github.kosmasdk.samples.connect;

import org.jspecify.annotations.NullMarked;
