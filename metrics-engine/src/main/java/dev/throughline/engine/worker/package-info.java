/** Threads that work for as long as the application runs: one lifecycle for all of them. */
@NullMarked
package dev.throughline.engine.worker;

import org.jspecify.annotations.NullMarked;
