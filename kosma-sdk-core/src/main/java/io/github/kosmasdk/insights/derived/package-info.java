/**
 * What the SDK itself derives from reports: income, recurring outflows, affordability. Pure functions without a call; none of
 * this is the service's own.
 */
@NullMarked
package io.github.kosmasdk.insights.derived;

import org.jspecify.annotations.NullMarked;
