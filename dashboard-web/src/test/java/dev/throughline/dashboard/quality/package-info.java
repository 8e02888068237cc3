@NullMarked
package dev.throughline.dashboard.quality;

import org.jspecify.annotations.NullMarked;
