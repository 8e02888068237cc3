/** The page of all services, and what it shows before the first number. */
@NullMarked
package dev.throughline.dashboard.page.overview;

import org.jspecify.annotations.NullMarked;
