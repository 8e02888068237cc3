/** The REST API against a real database. */
@NullMarked
package dev.throughline.dashboard.api;

import org.jspecify.annotations.NullMarked;
