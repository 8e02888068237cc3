/** Clients of other tools, as they ask and read. */
@NullMarked
package dev.throughline.dashboard.compat;

import org.jspecify.annotations.NullMarked;
