/** Tests of the CSV of lists. */
@NullMarked
package dev.throughline.dashboard.csv;

import org.jspecify.annotations.NullMarked;
