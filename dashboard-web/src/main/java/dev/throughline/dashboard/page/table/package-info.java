/** The table of services or teams with the five metrics, which several pages show. */
@NullMarked
package dev.throughline.dashboard.page.table;

import org.jspecify.annotations.NullMarked;
