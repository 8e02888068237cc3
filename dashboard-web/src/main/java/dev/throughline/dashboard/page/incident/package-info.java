/** The page of one incident, and the list of them. */
@NullMarked
package dev.throughline.dashboard.page.incident;

import org.jspecify.annotations.NullMarked;
