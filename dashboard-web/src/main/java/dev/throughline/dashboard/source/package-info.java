/** The sources as readers see them: how each is connected, and what has come from it. */
@NullMarked
package dev.throughline.dashboard.source;

import org.jspecify.annotations.NullMarked;
