/** The book of sent reports, in PostgreSQL. */
@NullMarked
package dev.throughline.dashboard.report.postgres;

import org.jspecify.annotations.NullMarked;
