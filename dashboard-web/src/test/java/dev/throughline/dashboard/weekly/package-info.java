@NullMarked
package dev.throughline.dashboard.weekly;

import org.jspecify.annotations.NullMarked;
