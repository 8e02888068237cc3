/** Grafana's dashboards, held to the database that they ask. */
@NullMarked
package dev.throughline.dashboard.grafana;

import org.jspecify.annotations.NullMarked;
