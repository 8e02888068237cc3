/** The page that builds the address of a badge. */
@NullMarked
package dev.throughline.dashboard.page.badge;

import org.jspecify.annotations.NullMarked;
