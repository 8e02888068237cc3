/** A full server on a real PostgreSQL, told stories through its webhook endpoint and asked for numbers worked out by hand. */
@NullMarked
package dev.throughline.server.acceptance;

import org.jspecify.annotations.NullMarked;
