/** The lists read from PostgreSQL, page by page. */
@NullMarked
package dev.throughline.engine.history.postgres;

import org.jspecify.annotations.NullMarked;
