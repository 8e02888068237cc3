/** The metrics of Pelorus' exporters. */
@NullMarked
package dev.throughline.dashboard.compat.pelorus;

import org.jspecify.annotations.NullMarked;
