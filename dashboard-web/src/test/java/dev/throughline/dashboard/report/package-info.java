@NullMarked
package dev.throughline.dashboard.report;

import org.jspecify.annotations.NullMarked;
