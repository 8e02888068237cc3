/** The REST API: numbers and the lists behind them, as JSON. */
@NullMarked
package dev.throughline.dashboard.api;

import org.jspecify.annotations.NullMarked;
