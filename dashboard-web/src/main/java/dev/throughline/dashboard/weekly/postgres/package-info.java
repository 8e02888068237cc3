/** The book of sent reports, in PostgreSQL. */
@NullMarked
package dev.throughline.dashboard.weekly.postgres;

import org.jspecify.annotations.NullMarked;
