/** The page that says how far the numbers can be trusted. */
@NullMarked
package dev.throughline.dashboard.page.quality;

import org.jspecify.annotations.NullMarked;
