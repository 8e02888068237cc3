/** What one of several processes holds, so that the others leave it alone. */
@NullMarked
package dev.throughline.collector.lease;

import org.jspecify.annotations.NullMarked;
