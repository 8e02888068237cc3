/** Speed and memory, each with the floor or the peer it is measured against. Run by {@code benchmarks/run}, never by the tests. */
@NullMarked
package dev.throughline.benchmarks;

import org.jspecify.annotations.NullMarked;
