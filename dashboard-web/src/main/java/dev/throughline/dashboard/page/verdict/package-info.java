/** The form with which a reader overrules a verdict, and the trail of earlier ones. */
@NullMarked
package dev.throughline.dashboard.page.verdict;

import org.jspecify.annotations.NullMarked;
