/** Lists as comma-separated values (RFC 4180), for spreadsheets. */
@NullMarked
package dev.throughline.dashboard.csv;

import org.jspecify.annotations.NullMarked;
