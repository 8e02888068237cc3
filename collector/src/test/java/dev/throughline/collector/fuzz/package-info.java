/** Bodies that nobody sends: whatever comes, a source has to say what became of it. */
@NullMarked
package dev.throughline.collector.fuzz;

import org.jspecify.annotations.NullMarked;
