/** How far the numbers of a service can be trusted, and what would help. */
@NullMarked
package dev.throughline.dashboard.quality;

import org.jspecify.annotations.NullMarked;
