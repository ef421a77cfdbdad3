/**
 * A bank-side server that answers as the contract says: the XS2A API, with Insights and the bank directory, and the Auth API
 * on two local origins, with the demo banks behind them. Start it with {@link io.github.kosmasdk.playground.KosmaPlayground}, with
 * {@link io.github.kosmasdk.playground.KosmaPlaygroundExtension} in JUnit, or as a process.
 */
@NullMarked
package io.github.kosmasdk.playground;

import org.jspecify.annotations.NullMarked;
