/** CloudEvents 1.0 over HTTP in all its modes, for the sources that use it. */
@NullMarked
package dev.throughline.collector.cloudevents;

import org.jspecify.annotations.NullMarked;
