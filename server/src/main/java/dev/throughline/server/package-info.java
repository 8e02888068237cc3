/** The one runnable: assembles the modules, decides nothing. */
@NullMarked
package dev.throughline.server;

import org.jspecify.annotations.NullMarked;
