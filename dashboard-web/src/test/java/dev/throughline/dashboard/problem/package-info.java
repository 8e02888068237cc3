/** Errors as clients see them. */
@NullMarked
package dev.throughline.dashboard.problem;

import org.jspecify.annotations.NullMarked;
