/** Charts as SVG that the server draws: positions and paths, no scripts. Templates put them on the page. */
@NullMarked
package dev.throughline.dashboard.chart;

import org.jspecify.annotations.NullMarked;
