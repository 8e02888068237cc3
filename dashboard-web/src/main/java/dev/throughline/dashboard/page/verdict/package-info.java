/** The form by which a reader overrules what was concluded, and the trail of those who did. */
@NullMarked
package dev.throughline.dashboard.page.verdict;

import org.jspecify.annotations.NullMarked;
