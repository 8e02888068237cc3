/** The page that connects sources. */
@NullMarked
package dev.throughline.dashboard.page.connect;

import org.jspecify.annotations.NullMarked;
