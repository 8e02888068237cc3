/** What arrived, as readers see it. */
@NullMarked
package dev.throughline.dashboard.delivery;

import org.jspecify.annotations.NullMarked;
