/** The five metrics of every service as gauges, refreshed on an interval: a scrape never queries. */
@NullMarked
package dev.throughline.dashboard.gauge;

import org.jspecify.annotations.NullMarked;
