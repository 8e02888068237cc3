/** What surveys found, and how values read against it. */
@NullMarked
package dev.throughline.dashboard.benchmark;

import org.jspecify.annotations.NullMarked;
