/** What may be said of services, and what is refused. */
@NullMarked
package dev.throughline.engine.catalog;

import org.jspecify.annotations.NullMarked;
