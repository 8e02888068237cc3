@NullMarked
package dev.throughline.dashboard.report.postgres;

import org.jspecify.annotations.NullMarked;
