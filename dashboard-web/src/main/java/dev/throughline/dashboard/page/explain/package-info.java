/** The page that opens a number up. */
@NullMarked
package dev.throughline.dashboard.page.explain;

import org.jspecify.annotations.NullMarked;
