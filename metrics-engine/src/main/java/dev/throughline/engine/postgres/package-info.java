/** What all packages that speak to PostgreSQL share. */
@NullMarked
package dev.throughline.engine.postgres;

import org.jspecify.annotations.NullMarked;
