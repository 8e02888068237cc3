/** What all packages that talk to PostgreSQL share. */
@NullMarked
package dev.throughline.engine.postgres;

import org.jspecify.annotations.NullMarked;
