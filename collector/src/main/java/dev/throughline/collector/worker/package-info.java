/** Threads that work for as long as the process runs, and what they hold against those of other processes. */
@NullMarked
package dev.throughline.collector.worker;

import org.jspecify.annotations.NullMarked;
