/** The page of one change, and the list of them. */
@NullMarked
package dev.throughline.dashboard.page.change;

import org.jspecify.annotations.NullMarked;
