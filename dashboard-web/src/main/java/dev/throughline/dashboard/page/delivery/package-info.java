/** The pages of what arrived, and what became of it. */
@NullMarked
package dev.throughline.dashboard.page.delivery;

import org.jspecify.annotations.NullMarked;
