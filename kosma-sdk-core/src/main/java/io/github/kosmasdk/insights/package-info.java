/** Insights: refresh, storage, categories, reports. */
@NullMarked
package io.github.kosmasdk.insights;

import org.jspecify.annotations.NullMarked;
