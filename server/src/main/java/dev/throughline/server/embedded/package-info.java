/** The embedded PostgreSQL, for when no other one is configured. */
@NullMarked
package dev.throughline.server.embedded;

import org.jspecify.annotations.NullMarked;
