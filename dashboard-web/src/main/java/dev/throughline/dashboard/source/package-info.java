/** The sources as readers see them: how each is connected. */
@NullMarked
package dev.throughline.dashboard.source;

import org.jspecify.annotations.NullMarked;
