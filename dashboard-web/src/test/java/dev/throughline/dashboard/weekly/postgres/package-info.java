@NullMarked
package dev.throughline.dashboard.weekly.postgres;

import org.jspecify.annotations.NullMarked;
