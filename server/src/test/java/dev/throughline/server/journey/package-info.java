/** The pages in a real browser, on a real server: each of them looked at, and each journey of a reader made. */
@NullMarked
package dev.throughline.server.journey;

import org.jspecify.annotations.NullMarked;
