/** The API over a small history. */
@NullMarked
package dev.throughline.dashboard.api;

import org.jspecify.annotations.NullMarked;
