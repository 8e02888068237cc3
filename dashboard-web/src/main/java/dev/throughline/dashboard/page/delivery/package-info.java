/** The pages about what arrived, and how it was processed. */
@NullMarked
package dev.throughline.dashboard.page.delivery;

import org.jspecify.annotations.NullMarked;
