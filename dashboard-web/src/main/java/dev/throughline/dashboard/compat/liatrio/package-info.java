/** The records that Liatrio's DORA plugin for Backstage reads. */
@NullMarked
package dev.throughline.dashboard.compat.liatrio;

import org.jspecify.annotations.NullMarked;
