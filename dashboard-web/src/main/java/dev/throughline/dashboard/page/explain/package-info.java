/** The page that explains a number. */
@NullMarked
package dev.throughline.dashboard.page.explain;

import org.jspecify.annotations.NullMarked;
