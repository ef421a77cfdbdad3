/** The bank directory: countries, their banks, and a bank wherever it is. */
@NullMarked
package io.github.kosmasdk.bank;

import org.jspecify.annotations.NullMarked;
